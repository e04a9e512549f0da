// Writes algorithms/code-digests.ts: of each built-in version a digest of the code that computes it. The build runs it.
//
// A version is made of the module of its class, and of all modules of the engine that this one loads. Their sources are
// digested token by token without types, so that comments and line breaks make no difference, and both builds and the
// sources have the same digest. With --check it writes nothing, and fails where the file is not up to date.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import ts from 'typescript';

const engine = import.meta.dirname;
const algorithms = join(engine, 'algorithms');
const recorded = join(algorithms, 'code-digests.ts');

const modules = new Map();

/** The digest of a module's own code, and the modules that it loads. */
function moduleOf(file) {
  if (!modules.has(file)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const digest = createHash('sha256').update(tokensOf(source, source).join('\n')).digest('hex');
    modules.set(file, { digest, loads: source.statements.flatMap((statement) => loadedBy(file, statement)) });
  }
  return modules.get(file);
}

function tokensOf(node, source) {
  if (ts.isJSDoc(node) || isOfTypes(node)) return [];
  const children = node.getChildren(source);
  return children.length === 0 ? [node.getText(source)] : children.flatMap((child) => tokensOf(child, source));
}

/** What a statement loads of the engine; types are not loaded. */
function loadedBy(file, statement) {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  const name = statement.moduleSpecifier?.text;
  if (!name?.startsWith('.') || loadsTypes(statement)) return [];
  const loaded = join(dirname(file), name.replace(/\.js$/, '.ts'));
  return loaded === recorded ? [] : [loaded];
}

/** What is gone at run time. */
function isOfTypes(node) {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return loadsTypes(node);
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) return node.isTypeOnly;
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node)
  );
}

function loadsTypes(statement) {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
  if (clause?.isTypeOnly) return true;
  if (clause?.name) return false;
  const names = (ts.isImportDeclaration(statement) ? clause?.namedBindings : statement.exportClause)?.elements;
  return names !== undefined && names.every(({ isTypeOnly }) => isTypeOnly);
}

function digestOf(file) {
  const files = new Set([file]);
  for (const one of files) for (const loaded of moduleOf(one).loads) files.add(loaded);
  const lines = [...files].map((one) => `${relative(engine, one).replaceAll('\\', '/')} ${moduleOf(one).digest}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

const digests = readdirSync(algorithms, { recursive: true })
  .filter((file) => file.endsWith('.algorithm.ts'))
  .map((file) => ({
    name: basename(file, '.algorithm.ts').replace('-', ' '),
    digest: digestOf(join(algorithms, file)),
  }))
  .sort((one, other) => (one.name < other.name ? -1 : 1))
  .map(({ name, digest }) => `  '${name}': '${digest}',`);

const text = `// Written by record-code-digests.mjs, which the build runs: npm run digests:record.

/** Of each built-in version, by key and version: SHA-256 of the code that computes it. */
export const CODE_DIGESTS = {
${digests.join('\n')}
} as const;
`;

if (!existsSync(recorded) || readFileSync(recorded, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('algorithms/code-digests.ts is not up to date: npm run digests:record');
    process.exit(1);
  }
  writeFileSync(recorded, text);
}
