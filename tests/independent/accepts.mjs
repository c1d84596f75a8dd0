// SPDX-License-Identifier: Apache-2.0
// Says of each file whether public npm libraries, used as anybody would, take its signature.
//
//   node accepts.mjs digitalbazaar|kilt FOLDER-WITH-node_modules FILE...
//
// This is not a way to check files: it does what their first examples do and nothing more, so that a test can
// say what they take. `../verify/verify.mjs` is the careful one.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [library, folder, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), 'accepts.mjs'));
const load = name => import(pathToFileURL(require.resolve(name)));

// A did:key document is made from its own name. Nothing is ever fetched.
const methodOf = name => {
  const [controller, key] = name.split('#');
  if(!controller.startsWith('did:key:')) {
    throw new Error(`refused to load ${name}`);
  }
  return {
    '@context': 'https://w3id.org/security/multikey/v1', id: name, type: 'Multikey', controller,
    publicKeyMultibase: key ?? controller.slice('did:key:'.length)
  };
};

const digitalbazaar = async () => {
  const {default: signatures} = await load('jsonld-signatures');
  const {DataIntegrityProof} = await load('@digitalbazaar/data-integrity');
  const {createVerifyCryptosuite} = await load('@digitalbazaar/eddsa-jcs-2022-cryptosuite');
  const documentLoader = async url => {
    const method = methodOf(url);
    const controller = {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: url, verificationMethod: [{...method, id: `${url}#${method.publicKeyMultibase}`}],
      assertionMethod: [`${url}#${method.publicKeyMultibase}`]
    };
    return {documentUrl: url, contextUrl: null, document: url.includes('#') ? method : controller};
  };
  return async document => {
    const result = await signatures.verify(document, {
      suite: new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
      purpose: new signatures.purposes.AssertionProofPurpose(),
      documentLoader
    });
    return result.verified;
  };
};

const kilt = async () => {
  const {cryptosuite} = await load('@kiltprotocol/eddsa-jcs-2022');
  const {base58} = await import(pathToFileURL(require.resolve('@scure/base')));
  return async document => {
    const {proof} = document;
    const verifier = await cryptosuite.createVerifier({verificationMethod: methodOf(proof.verificationMethod)});
    const data = await cryptosuite.createVerifyData({document, proof});
    return verifier.verify({data, signature: base58.decode(proof.proofValue.slice(1))});
  };
};

const accepts = await {digitalbazaar, kilt}[library]();
for(const file of files) {
  let said;
  try {
    said = await accepts(JSON.parse(readFileSync(file, 'utf8'))) ? 'VALID' : 'INVALID';
  } catch(error) {
    said = 'INVALID';
  }
  console.log(said, file);
}
