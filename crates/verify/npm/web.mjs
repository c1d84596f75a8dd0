// For browsers and whatever is like them: the program is a file beside this one, and has to be loaded.

import load, * as program from "./program.mjs";

let loading;
let loaded = false;

export function init(source) {
  loading ??= load(source === undefined ? undefined : { module_or_path: source }).then(
    () => {
      loaded = true;
    },
    (problem) => {
      // The next call may try again.
      loading = undefined;
      throw problem;
    },
  );
  return loading;
}

const ready = (work) => {
  if (!loaded) {
    throw new Error("candour-verify: call `await init()` first");
  }
  return work;
};

export const check = (bytes, name, options) => ready(program.check)(bytes, name, options);
export const verifySignature = (bytes, options) => ready(program.verifySignature)(bytes, options);
export const fingerprint = (did) => ready(program.fingerprint)(did);
export const version = () => ready(program.version)();
