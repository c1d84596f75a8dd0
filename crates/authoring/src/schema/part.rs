//! The pieces that schemas are put together from.

use candour_files::check::fields::Member;
use candour_proof::json::{Json, Object};
use candour_questionnaire::diagnostics::MemberNames;

/// A schema, or a piece of one, while it is put together.
#[derive(Clone, Debug, Default)]
pub(super) struct SchemaPart(Object);

/// Names of members, and whether each must be there.
pub(super) trait FieldNames {
    /// In the order in which they are described.
    fn names(self) -> Vec<(&'static str, bool)>;
}

impl FieldNames for &[(&'static str, bool)] {
    fn names(self) -> Vec<(&'static str, bool)> {
        self.to_vec()
    }
}

impl<const N: usize> FieldNames for [(&'static str, bool); N] {
    fn names(self) -> Vec<(&'static str, bool)> {
        self.to_vec()
    }
}

impl FieldNames for &[Member] {
    fn names(self) -> Vec<(&'static str, bool)> {
        self.iter().map(|(name, _, required)| (*name, *required)).collect()
    }
}

impl FieldNames for MemberNames {
    fn names(self) -> Vec<(&'static str, bool)> {
        self.all().map(|name| (name, self.required.contains(&name))).collect()
    }
}

impl SchemaPart {
    fn described(description: &str) -> Self {
        Self::default().with("description", description)
    }

    fn of(kind: &str, description: &str) -> Self {
        Self::described(description).with("type", kind)
    }

    /// A text.
    pub(super) fn text(description: &str) -> Self {
        Self::of("string", description)
    }

    /// A whole number.
    pub(super) fn whole(description: &str) -> Self {
        Self::of("integer", description)
    }

    /// `true` or `false`.
    pub(super) fn truth(description: &str) -> Self {
        Self::of("boolean", description)
    }

    /// This value and no other.
    pub(super) fn constant(description: &str, value: impl Into<Json>) -> Self {
        Self::described(description).with("const", value)
    }

    /// One of these values.
    pub(super) fn one_of<V: Into<Json>>(description: &str, values: impl IntoIterator<Item = V>) -> Self {
        Self::described(description).with("enum", list(values))
    }

    /// Like at least one of these.
    pub(super) fn any_of<const N: usize>(description: &str, parts: [Self; N]) -> Self {
        Self::described(description).with("anyOf", list(parts))
    }

    /// What `$defs` says under this name.
    pub(super) fn like(name: &str) -> Self {
        Self::default().with("$ref", ["#/$defs/", name].concat())
    }

    /// The same, with a description of its own.
    pub(super) fn like_with(name: &str, description: &str) -> Self {
        Self::like(name).with("description", description)
    }

    /// A file of another format, whose schema is carried along.
    pub(super) fn file(format: &str, description: &str) -> Self {
        Self::default().with("$ref", id_of(format)).with("description", description)
    }

    /// Like one of these.
    pub(super) fn any<const N: usize>(description: &str, parts: [Self; N]) -> Self {
        Self::described(description).with("anyOf", list(parts))
    }

    /// A list of such items.
    pub(super) fn list(description: &str, items: Self) -> Self {
        Self::of("array", description).with("items", items)
    }

    /// An object with these members and no others.
    pub(super) fn object(description: &str, names: impl FieldNames, describe: impl Fn(&str) -> Self) -> Self {
        let names = names.names();
        let required: Vec<&str> =
            names.iter().filter(|(_, required)| *required).map(|(name, _)| *name).collect();
        let members = names.iter().fold(Object::new(), |all, (name, _)| all.with(name, describe(name)));
        let part = Self::of("object", description);
        let part = if required.is_empty() { part } else { part.with("required", list(required)) };
        part.with("additionalProperties", false).with("properties", members)
    }

    /// The same, with whatever other members.
    pub(super) fn open_object(
        description: &str,
        names: impl FieldNames,
        describe: impl Fn(&str) -> Self,
    ) -> Self {
        let mut part = Self::object(description, names, describe);
        part.0.remove("additionalProperties");
        part
    }

    /// An object with such values under such names.
    pub(super) fn table(description: &str, names: Self, values: Self) -> Self {
        Self::of("object", description).with("propertyNames", names).with("additionalProperties", values)
    }

    /// An object that is like `shown`, or like `withheld` if it says so of itself.
    pub(super) fn unless_withheld(description: &str, shown: &str, withheld: &str) -> Self {
        Self::of("object", description).either(
            Self::default().with("required", list(["withheld"])),
            Self::like(withheld),
            Self::like(shown),
        )
    }

    /// With `condition` it is like `then`, else like `otherwise`.
    pub(super) fn either(self, condition: Self, then: Self, otherwise: Self) -> Self {
        self.with("if", condition).with("then", then).with("else", otherwise)
    }

    /// What must hold of the object beside that if it has these members.
    pub(super) fn dependent<const N: usize>(self, members: [(&str, Self); N]) -> Self {
        let all = members.into_iter().fold(Object::new(), |all, (name, part)| all.with(name, part));
        self.with("dependentSchemas", all)
    }

    /// Only a condition: the object has these members, the first of them with one of these values.
    pub(super) fn has(members: &[&str], values: &[&str]) -> Self {
        let part = Self::default().with("required", list(members.iter().copied()));
        match members.first().filter(|_| !values.is_empty()) {
            Some(first) => {
                let value = Self::default().with("enum", list(values.iter().copied()));
                part.with("properties", Object::new().with(first, value))
            }
            None => part,
        }
    }

    /// Matches this expression (ECMA-262).
    pub(super) fn pattern(self, pattern: &str) -> Self {
        self.with("pattern", pattern)
    }

    /// At least one character.
    pub(super) fn filled(self) -> Self {
        self.with("minLength", 1)
    }

    /// At least so many characters.
    pub(super) fn shortest(self, characters: u32) -> Self {
        self.with("minLength", characters)
    }

    /// At most so many characters.
    pub(super) fn longest(self, characters: usize) -> Self {
        self.with("maxLength", number(characters))
    }

    /// At least this number.
    pub(super) fn from(self, least: u32) -> Self {
        self.with("minimum", least)
    }

    /// At least so many items.
    pub(super) fn at_least(self, items: u32) -> Self {
        self.with("minItems", items)
    }

    /// At most so many items.
    pub(super) fn at_most(self, items: usize) -> Self {
        self.with("maxItems", number(items))
    }

    /// No item twice.
    pub(super) fn distinct(self) -> Self {
        self.with("uniqueItems", true)
    }

    /// For example.
    pub(super) fn example(self, value: impl Into<Json>) -> Self {
        self.with("examples", vec![value.into()])
    }

    /// With one keyword more.
    pub(super) fn with(self, keyword: &str, value: impl Into<Json>) -> Self {
        Self(self.0.with(keyword, value))
    }

    /// The keywords so far.
    pub(super) fn keywords(self) -> Object {
        self.0
    }
}

impl From<SchemaPart> for Json {
    fn from(part: SchemaPart) -> Self {
        part.0.into()
    }
}

/// These values as a list.
pub(super) fn list<V: Into<Json>>(values: impl IntoIterator<Item = V>) -> Json {
    Json::List(values.into_iter().map(Into::into).collect())
}

fn number(number: usize) -> Json {
    Json::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The name of a format's schema: `urn:candour:schema:draft:1`.
pub(super) fn id_of(format: &str) -> String {
    let name = format.strip_prefix("candour-").unwrap_or(format);
    ["urn:candour:schema:", &name.replace('/', ":")].concat()
}
