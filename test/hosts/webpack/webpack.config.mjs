// The engine goes into the bundle; other packages stay outside, where they find what they load as they go.
export default {
  mode: 'production',
  target: 'node20',
  entry: './app.js',
  output: { path: `${import.meta.dirname}/bundle`, filename: 'app.mjs', module: true, chunkFormat: 'module' },
  experiments: { outputModule: true },
  externalsType: 'module',
  externals: ({ request }, decide) =>
    /^(\.|\/|learning-engine)/.test(request) ? decide() : decide(null, `module ${request}`),
  optimization: { minimize: false },
};
