// Written by record-code-digests.mjs, which the build runs: npm run digests:record.

/** Of each built-in version, by key and version: SHA-256 of the code that computes it. */
export const CODE_DIGESTS = {
  'adaptive v0': 'bb3fffe563fe44a8d79571328ea333165722ca378777197ec95d31cc5b1a91ff',
  'adaptive v1': 'e630d38d89d4ece56482818047ba92e237b02e0199375b3307c730076e98ad04',
  'adaptive v2': 'ab752d77aca6a40a9409e2048beb78d1fa963518bc70ba68710f870644653bc5',
  'difficulty v0': 'f5b23fa60e601a6b2876052542975e7ccfa459222fa276bfe1f98844e8516e27',
  'difficulty v1': '68c7ec27709ce0b5a749cdff075c64e2d836be306cbebf9d40d3b327b1a8d7ca',
  'difficulty v2': '634347d5c34b386a8e67880b14da9d694047317e1405c0423fcaab9bba23b504',
  'mastery v0': '8db9ee81db1fadceea107d3dd34ef48b83479813c1cbef33910c7c43b8d9f5c5',
  'mastery v1': 'f050b0fefc8d21a78977051c5f58571239aa11a938e478b2d7640bab9238bcf1',
  'mastery v2': '8e4f50ec518fd58adcbf1f654f9f05a74b5707df2c764c50d45d8c33512c7032',
  'mistakes v0': 'b7d6f246edd3093e88f4c83d486e6ef77075a8232f7c1735afb45529f7dddbaf',
  'mistakes v1': '4f94e21b7e05cfea90a0b07fa1360dcbceb48ad389dabbd5abefdd1f599f67ea',
  'mistakes v2': '57c7c24670552b0728c9e1921c06b25c8e98d143de669dafa108eddd2bd26b0b',
  'revision v0': '8971758351deb5255840b9e36d95cf12e5d57d56f0aa7d257584afd8410717b0',
  'revision v1': '721e2b3f86a51e70ef741fbe1ea36477a6aa3e86fcb740dbfa5ac4cb339753b4',
  'revision v2': 'ed68e1abca33ded539e7b0ec4f5bdb7b8f8df9fda1458fcaf0d47b95a2313b09',
} as const;
