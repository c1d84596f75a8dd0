// SPDX-License-Identifier: Apache-2.0
// Checks the signature of a Candour result with Digital Bazaar's public libraries.
//
//   npm install jsonld-signatures@11.6.0 @digitalbazaar/data-integrity@2.5.0 @digitalbazaar/eddsa-jcs-2022-cryptosuite@1.0.0
//   node verify.mjs FILE...
//
// Prints VALID or INVALID, a line for each file; the exit status is 0 only if all are VALID. FORMAT.md
// explains what a valid signature shows and what it does not.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

// From the folder where npm installed them, or from `NODE_PATH`.
const require = createRequire(resolve('verify.mjs'));
const load = async name => {
  const loaded = await import(pathToFileURL(require.resolve(name)));
  return loaded.default ?? loaded;
};

const signatures = await load('jsonld-signatures');
const {DataIntegrityProof} = await import(pathToFileURL(require.resolve('@digitalbazaar/data-integrity')));
const {createVerifyCryptosuite} = await import(pathToFileURL(require.resolve('@digitalbazaar/eddsa-jcs-2022-cryptosuite')));

// A did:key document is made from its own name. Nothing is ever fetched.
const documentLoader = async url => {
  const match = /^did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]+)(#\1)?$/.exec(url);
  if(!match) {
    throw new Error(`refused to load ${url}`);
  }
  const [, key, fragment] = match;
  const controller = `did:key:${key}`;
  const id = `${controller}#${key}`;
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller, publicKeyMultibase: key
  };
  const did = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: controller, verificationMethod: [method], assertionMethod: [id]
  };
  return {documentUrl: url, contextUrl: null, document: fragment ? method : did};
};

const members = ['type', 'cryptosuite', 'created', 'verificationMethod', 'proofPurpose', 'proofValue'];

// With a list of proofs, anybody could add theirs and pass for the signer.
const checkOnlyProof = proof => {
  if(typeof proof !== 'object' || proof === null || Array.isArray(proof)) {
    throw new Error('there is not exactly one proof');
  }
  if(!Object.keys(proof).every(name => members.includes(name))) {
    throw new Error('the proof has members that the format does not know');
  }
};

const verify = async document => {
  checkOnlyProof(document.proof);
  if(document.manifest?.proof !== undefined) {
    checkOnlyProof(document.manifest.proof);
  }
  // The library finds the key by the proof alone, so this checks that it is the signer's key.
  if(`${document.signer.id}#${document.signer.id.slice('did:key:'.length)}` !== document.proof.verificationMethod) {
    throw new Error('the proof is not by the signer that the file names');
  }
  const result = await signatures.verify(document, {
    suite: new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
    purpose: new signatures.purposes.AssertionProofPurpose(),
    documentLoader
  });
  if(!result.verified) {
    throw new Error('the content is not what was signed');
  }
};

for(const file of process.argv.slice(2)) {
  try {
    await verify(JSON.parse(readFileSync(file, 'utf8')));
    console.log('VALID');
  } catch(error) {
    console.log(`INVALID: ${error.message.replaceAll(/\s+/g, ' ')}`);
    process.exitCode = 1;
  }
}
