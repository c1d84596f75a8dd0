//! A part of a screen that is drawn anew only when a value that it shows changed: the one component beside the root.
//!
//! A screen is drawn after each event. What it repeats many times would be built and compared with the document each
//! time, most of it for nothing. A part is compared by its values instead, which is quick.

use std::{any::Any, rc::Rc};

use yew::{Component, Context, Html, Properties, virtual_dom::VComp};

/// The values that a part of a screen shows, and how.
pub(crate) trait Part: PartialEq + 'static {
    /// The part, from nothing but its values.
    fn draw(&self) -> Html;
}

/// Any part. One component serves all of them: each further one would bring its own copy of Yew's code.
trait AnyPart: Any {
    fn draw(&self) -> Html;
    fn is_same(&self, other: &dyn AnyPart) -> bool;
}

impl<P: Part> AnyPart for P {
    fn draw(&self) -> Html {
        Part::draw(self)
    }

    fn is_same(&self, other: &dyn AnyPart) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref().is_some_and(|other| self == other)
    }
}

#[derive(Clone, Properties)]
struct Values {
    part: Rc<dyn AnyPart>,
}

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.part.is_same(&*other.part)
    }
}

struct Drawn;

impl Component for Drawn {
    type Message = ();
    type Properties = Values;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        context.props().part.draw()
    }
}

/// Puts a part on the screen; `key` tells it from others beside it.
pub(crate) fn part(key: &str, values: impl Part) -> Html {
    let values = Values { part: Rc::new(values) };
    VComp::new::<Drawn>(Rc::new(values), Some(key.to_owned().into())).into()
}

/// Something large that does not change: the same if it is the same one.
pub(crate) struct Shared<T>(pub(crate) Rc<T>);

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
