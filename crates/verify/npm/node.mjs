// For Node.js: the same as what is required.

import candour from "./node.cjs";

export const { init, check, verifySignature, fingerprint, version } = candour;
