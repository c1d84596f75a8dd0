#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks the signature of a Candour result with jq, openssl (3.0 or newer), bc and xxd, without any package.
#
#   bash verify.sh FILE
#
# Prints VALID or INVALID; the exit status is 0 only for VALID.
set -euo pipefail
export LC_ALL=C

file=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

invalid() {
  echo "INVALID: $1" >&2
  exit 1
}

# jq reads more than JSON, and how much more depends on its version: bytes after a NUL, 01, 1.0, half a surrogate pair.
# So this is checked without it: after removing valid strings and punctuation, only literals and whole numbers are left.
# A NUL becomes U+0001, which JSON forbids as well.
is_json() {
  local plain hex='[0-9A-Fa-f]' pair escape
  plain='[^"\'$'\001''-'$'\037'']'
  pair="[Dd][89ABab]$hex{2}\\\\u[Dd][C-Fc-f]$hex{2}"
  escape='\\(["\\/bfnrt]|u('"$pair|[Dd][0-7]$hex{2}|[0-9A-CE-Fa-ce-f]$hex{3}))"
  iconv -f UTF-8 -t UTF-8 "$file" 2>/dev/null | tr '\000' '\001' | sed -E "s/\"($plain|$escape)*\"/ /g" |
    tr '{}[],: \t\r' '[\n*]' >"$work/words" &&
    ! grep -aEvqx '(true|false|null|0|-?[1-9][0-9]{0,15})?' "$work/words"
}

# One object, in which each member is there once.
is_one_object() {
  [[ $(jq -s 'length == 1 and (.[0] | type == "object")' "$file") == true ]] &&
    jq -c --stream 'if length == 2 then .[0] else .[0][:-1] end' "$file" | sort >"$work/members" &&
    [[ -z $(uniq -d "$work/members") ]]
}

# The canonical form of RFC 8785, for the numbers and names that the format allows (FORMAT.md). jq escapes U+007F, which
# the RFC does not.
canonical='def canonical:
  if type == "object" then "{" + ([keys[] as $name | ($name | canonical) + ":" + (.[$name] | canonical)] | join(",")) + "}"
  elif type == "array" then "[" + (map(canonical) | join(",")) + "]"
  elif type == "string" then tojson / "\\\\" | map(. / "\\u007f" | join("\u007f")) | join("\\\\")
  else tojson end;'

# Whether something is true of the file.
holds() {
  jq -e "$1" "$file" >/dev/null 2>&1
}

member() {
  jq -er "$1 | strings" "$file" 2>/dev/null
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

is_json && is_one_object 2>/dev/null || invalid "not one JSON object of unique members and whole numbers"
holds 'all(.. | numbers; fabs < 9007199254740992)' || invalid "a number that other programs would round"

# With a list of proofs, anybody could add theirs and pass for the signer.
proofs='[.proof, (.manifest | objects | select(has("proof")) | .proof)]'
holds "$proofs | all(type == \"object\")" || invalid "there is not exactly one proof"
holds "$proofs | map(keys) | add - [\"created\",\"cryptosuite\",\"proofPurpose\",\"proofValue\",\"type\",\"verificationMethod\"] == []" ||
  invalid "the proof has members that the format does not know"
holds '.proof | .type == "DataIntegrityProof" and .cryptosuite == "eddsa-jcs-2022"' || invalid "not an eddsa-jcs-2022 proof"
holds '.proof.proofPurpose == "assertionMethod"' || invalid "a proof for another purpose"
signature=$(member .proof.proofValue) || invalid "there is no signature"
signer=$(member .signer.id) || invalid "there is no signer"
method=$(member .proof.verificationMethod) || invalid "there is no key"
key=${method#*#}

# did:key names the key itself: did:key:K#K. Both begin with z, the mark of base58btc.
[[ $method == "did:key:$key#$key" && $signer == "did:key:$key" ]] || invalid "the proof is not by the signer that the file names"
[[ $key =~ ^z[1-9A-HJ-NP-Za-km-z]{47}$ ]] || invalid "not a key in base58btc"
[[ $signature =~ ^z[1-9A-HJ-NP-Za-km-z]{80,88}$ ]] || invalid "not a signature in base58btc"

# What is signed: the digest of the proof without its value, then the digest of the file without the proof.
jq -r "$canonical (.proof | del(.proofValue)), del(.proof) | canonical" "$file" | while IFS= read -r half; do
  printf %s "$half" | openssl dgst -sha256 -binary
done >"$work/signed"
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
