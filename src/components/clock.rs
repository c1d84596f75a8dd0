//! A device whose clock is plainly wrong, before something is signed with its date.

use candour_app::WrongClock;
use candour_words::Key;
use yew::Html;

use crate::components::{
    elements::{self, element},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let Some(wrong) = screen.model.wrong_clock() else {
        return Html::default();
    };
    let day = screen.model.page.today.map(candour_proof::date::Day::text).unwrap_or_default();
    let key = match wrong {
        WrongClock::Behind => Key::ClockBehind,
        WrongClock::Ahead => Key::ClockAhead,
    };
    let hooks = [("class", "safety".into()), ("role", "alert".into()), ("data-clock", wrong.as_str().into())];
    element("p", &hooks, vec![elements::words(screen.words.with(key, &[("day", &day)]))])
}
