//! A value together with the JSON text in which it is stored.

use std::{ops::Deref, rc::Rc};

use candour_proof::{jcs::canonical, json::Json};

/// A value with its JSON text, which is written once for each change of the value. Copies are cheap.
#[derive(Clone, Debug)]
pub struct Cached<T> {
    value: Rc<T>,
    // INVARIANT: the canonical form of the value as it is; `None` after a change.
    json: Option<Rc<str>>,
}

impl<T> Cached<T> {
    /// A value that was not written yet.
    pub fn new(value: T) -> Self {
        Self { value: Rc::new(value), json: None }
    }

    /// The text, written now if the value changed.
    pub(crate) fn json(&mut self, write: impl FnOnce(&T) -> Json) -> Rc<str> {
        Rc::clone(self.json.get_or_insert_with(|| canonical(&write(&self.value)).into()))
    }

    /// The text as it was written last; `None` if the value changed since.
    #[cfg(test)]
    pub(crate) fn written(&self) -> Option<&Rc<str>> {
        self.json.as_ref()
    }
}

impl<T: Clone> Cached<T> {
    /// Changes the value: the only way to do so.
    pub fn edit<R>(&mut self, step: impl FnOnce(&mut T) -> R) -> R {
        self.json = None;
        step(Rc::make_mut(&mut self.value))
    }
}

impl<T> Deref for Cached<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Cached<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.value, &other.value) || self.value == other.value
    }
}

impl<T: Eq> Eq for Cached<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_once_for_each_change() {
        let mut value = Cached::new(1_u32);
        let mut written = 0;
        for _ in 0..3 {
            value.json(|value| {
                written += 1;
                Json::from(*value)
            });
        }
        assert_eq!(written, 1);
        value.edit(|value| *value = 2);
        assert_eq!(&*value.json(|value| Json::from(*value)), "2");
    }
}
