// Written by record-code-digests.mjs, which the build runs: npm run digests:record.

/** Of each built-in version, by key and version: SHA-256 of the code that computes it. */
export const CODE_DIGESTS = {
  'adaptive v0': 'bb3fffe563fe44a8d79571328ea333165722ca378777197ec95d31cc5b1a91ff',
  'adaptive v1': 'a19c1072fa93beeef6d0f1c5f75cb7f5f41b00b08d04cd06eb16befd788730e6',
  'adaptive v2': '542ef90a23dac762e13ae675ce41a5767f1536bc06d04a35f7afb60e4b26569b',
  'difficulty v0': 'f5b23fa60e601a6b2876052542975e7ccfa459222fa276bfe1f98844e8516e27',
  'difficulty v1': '540818da04d99d3fe67e7c83e067662d2ac57ee2bb517a7fddb361fce68df837',
  'difficulty v2': 'aa1a384e828436b458d2d2b2b012391959ec61a9844d74a09e72e7846ba2a964',
  'mastery v0': '8db9ee81db1fadceea107d3dd34ef48b83479813c1cbef33910c7c43b8d9f5c5',
  'mastery v1': '2ab2d0b25c154be818afa4e175e3c921fc8777effa7bd909578d3e16c6d79fed',
  'mastery v2': '594a3596b84d2be2d22fe5cffec0167c127890cbd02bbddb5741160cf1d6b93b',
  'mistakes v0': 'b7d6f246edd3093e88f4c83d486e6ef77075a8232f7c1735afb45529f7dddbaf',
  'mistakes v1': 'ec3185baffd7ccf9e5f8cf2e50e5664d19e0dd486f4cf0531e74ecc03f3b779c',
  'mistakes v2': 'dad4a294b2b74e6f1fe32dd3ffde1159c59a32a0ff4138ad36d4ff52f5ac3ad3',
  'revision v0': '8971758351deb5255840b9e36d95cf12e5d57d56f0aa7d257584afd8410717b0',
  'revision v1': '7678d35545b1b0a0fd6aecc8a138765638f5d0c885f69fc85f63b8c83c374475',
  'revision v2': '3271fe7d1379c8e4bc13fc2c2f64197bb9b4683f0adca7fe6376a2f3f55fe57d',
} as const;
