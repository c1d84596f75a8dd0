//! Keys that files are locked for: each has one spelling, and every secret key has its public one.
#![no_main]

use candour_age::{Identity, Recipient};
use libfuzzer_sys::fuzz_target;
use zeroize::Zeroizing;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(recipient) = Recipient::parse(text) {
            assert_eq!(recipient.text(), text);
        }
        if let Ok(identity) = Identity::parse(text) {
            assert_eq!(*identity.text(), text);
        }
    }
    if let Some((secret, [])) = bytes.split_first_chunk::<32>() {
        let identity = Identity::from_bytes(Zeroizing::new(*secret));
        let again = Identity::parse(&identity.text()).expect("our own spelling");
        assert_eq!(again.recipient(), identity.recipient());
        assert_eq!(Recipient::parse(&identity.recipient().text()), Ok(identity.recipient()));
    }
});
