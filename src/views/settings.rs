//! Where answers are kept, and erasing them.

use candour_assessment::journey::Event;
use yew::{Html, html};

use super::Screen;

pub(super) fn view(screen: &Screen<'_>) -> Html {
    html! {
        <div data-view="settings">
            <h1 tabindex="-1">{ screen.text("settings-heading") }</h1>
            <h2>{ screen.text("settings-where") }</h2>
            <p>{ screen.text("settings-tab") }</p>
            <p>{ screen.text("settings-reload") }</p>
            <p>{ screen.text("settings-shared") }</p>
            <h2>{ screen.text("erase-heading") }</h2>
            <p>{ screen.text("erase-what") }</p>
            <p>{ screen.text("erase-not") }</p>
            <p><button type="button" class="button" data-action="erase" onclick={screen.on(|_| Event::AskedErase)}>{ screen.text("erase") }</button></p>
        </div>
    }
}
