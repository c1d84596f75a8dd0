#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks the signature of a Candour result with jq, openssl (3.0 or newer), bc and xxd, without any package.
#
#   bash verify.sh FILE
#
# Prints VALID or INVALID; the exit status is 0 only for VALID. For the numbers and names that the format allows
# (FORMAT.md), `jq -cS` writes exactly the canonical form of RFC 8785.
set -euo pipefail

file=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Reported once: a member is read in a subshell, and its failure is seen again outside.
invalid() {
  [[ -e $work/said ]] || echo "INVALID: $1" >&2
  touch "$work/said"
  exit 1
}

# base58btc TEXT BYTES writes that many bytes.
base58btc() {
  local alphabet=123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz
  local text=$1 digits=$(($2 * 2)) sum=0 before i
  for ((i = 0; i < ${#text}; i++)); do
    before=${alphabet%%"${text:i:1}"*}
    sum="($sum)*58+${#before}"
  done
  sum=$(BC_LINE_LENGTH=0 bc <<<"obase=16;$sum")
  ((${#sum} <= digits)) || invalid "a key or signature is too long"
  printf "%0${digits}d%s" 0 "$sum" | tail -c "$digits" | xxd -r -p
}

member() {
  jq -er "$1" "$file" 2>/dev/null || invalid "$1 is missing, or this is not JSON"
}

# With a list of proofs, anybody could add theirs and pass for the signer.
[[ $(member '[.proof, (.manifest | objects | select(has("proof")) | .proof) | select(type != "object")] | length') == 0 ]] ||
  invalid "there is not exactly one proof"
[[ $(member '[.proof, (.manifest | objects | .proof | objects)] | map(keys - ["created","cryptosuite","proofPurpose","proofValue","type","verificationMethod"]) | add | length') == 0 ]] ||
  invalid "the proof has members that the format does not know"
[[ $(member .proof.type) == DataIntegrityProof ]] || invalid "not a Data Integrity proof"
[[ $(member .proof.cryptosuite) == eddsa-jcs-2022 ]] || invalid "not an eddsa-jcs-2022 proof"
[[ $(member .proof.proofPurpose) == assertionMethod ]] || invalid "a proof for another purpose"
signature=$(member .proof.proofValue)
signer=$(member .signer.id)
method=$(member .proof.verificationMethod)
key=${method#*#}

# did:key names the key itself: did:key:K#K. Both begin with z, the mark of base58btc.
[[ $method == "did:key:$key#$key" && $signer == "did:key:$key" ]] || invalid "the proof is not by the signer that the file names"
[[ $key =~ ^z[1-9A-HJ-NP-Za-km-z]{47}$ ]] || invalid "not a key in base58btc"
[[ $signature =~ ^z[1-9A-HJ-NP-Za-km-z]{80,88}$ ]] || invalid "not a signature in base58btc"

# What is signed: the digest of the proof without its value, then the digest of the file without the proof.
{
  jq -cjS '.proof | del(.proofValue)' "$file" | openssl dgst -sha256 -binary
  jq -cjS 'del(.proof)' "$file" | openssl dgst -sha256 -binary
} >"$work/signed"
base58btc "${signature#z}" 64 >"$work/signature"
base58btc "${key#z}" 34 >"$work/multikey"
[[ $(head -c 2 "$work/multikey" | xxd -p) == ed01 ]] || invalid "not an Ed25519 key"

# openssl reads a key with the ASN.1 head of RFC 8410 in front of its 32 bytes.
{
  printf 302a300506032b6570032100 | xxd -r -p
  tail -c 32 "$work/multikey"
} >"$work/key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/signed" -sigfile "$work/signature" \
  >/dev/null 2>&1 || invalid "the content is not what was signed"
echo VALID
