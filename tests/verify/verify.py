#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the signature of a Candour result with public libraries only.

    pip install --require-hashes -r requirements.txt
    python verify.py FILE...

Prints VALID or INVALID, a line for each file; the exit status is 0 only if all are VALID. It follows the W3C Recommendation
"Data Integrity EdDSA Cryptosuites v1.0", eddsa-jcs-2022, and knows nothing about Candour except that
`signer.id` names the signer. FORMAT.md explains what a valid signature shows and what it does not.
"""

import hashlib
import json
import sys

import base58
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519_PREFIX = b"\xed\x01"  # the multicodec mark of an Ed25519 public key
PROOF = {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}


def members(pairs):
    """Refuses duplicate members: JSON libraries differ on which one counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object has a duplicate member")
    return found


def fraction(text):
    """Refuses 1.0 and 1e0: they have the same signature as 1, but are not what was signed."""
    raise ValueError(f"{text} is not a whole number")


def multibase(text):
    """Reads base58btc, the only multibase that the format uses."""
    if not text.startswith("z"):
        raise ValueError("expected base58btc, which begins with z")
    return base58.b58decode(text[1:])


def only_proof(document):
    """The one proof of a document. With a list of proofs, anybody could add theirs and pass for the signer."""
    proof = document["proof"]
    if not isinstance(proof, dict):
        raise ValueError("there is not exactly one proof")
    if not set(proof) <= PROOF:
        raise ValueError("the proof has members that the format does not know")
    return proof


def verify(text):
    document = json.loads(text, object_pairs_hook=members, parse_float=fraction)
    proof = only_proof(document)
    del document["proof"]
    parts = document.get("manifest")
    if isinstance(parts, dict) and "proof" in parts:
        only_proof(parts)
    signature = multibase(proof.pop("proofValue"))
    if (proof["type"], proof["cryptosuite"]) != ("DataIntegrityProof", "eddsa-jcs-2022"):
        raise ValueError("not an eddsa-jcs-2022 proof")
    if proof["proofPurpose"] != "assertionMethod":
        raise ValueError("a proof for another purpose")

    # did:key names the key itself: did:key:K#K, and the signer must be that key.
    did, _, fragment = proof["verificationMethod"].partition("#")
    key = multibase(fragment)
    if did != "did:key:" + fragment or did != document["signer"]["id"] or key[:2] != ED25519_PREFIX:
        raise ValueError("the proof is not by the signer that the file names")

    # RFC 8785 defines one spelling for both halves; white space and member order in the file do not matter.
    signed = b"".join(hashlib.sha256(rfc8785.dumps(part)).digest() for part in (proof, document))
    Ed25519PublicKey.from_public_bytes(key[2:]).verify(signature, signed)


def problem(path):
    """Why the file is not valid; None if it is."""
    try:
        with open(path, encoding="utf-8") as file:
            verify(file.read())
    except InvalidSignature:
        return "the content is not what was signed"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, rfc8785.CanonicalizationError) as reason:
        return " ".join(str(reason).split())
    return None


if __name__ == "__main__":
    problems = [problem(path) for path in sys.argv[1:]]
    for reason in problems:
        print("VALID" if reason is None else f"INVALID: {reason}")
    sys.exit(any(reason is not None for reason in problems))
