"use strict";
// For Node.js: the program is read when this is required.

const { check, verifySignature, fingerprint, version } = require("./program.cjs");

exports.init = async () => {};
exports.check = check;
exports.verifySignature = verifySignature;
exports.fingerprint = fingerprint;
exports.version = version;
