import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * The lines of a host's program that know of the engine: each that names something which the engine declares, be it a class, a
 * function, a method or a field, and each that names a field of what is handed to one of its functions.
 */
export function engineLines(folder: string): string[] {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    ...{ strict: true, experimentalDecorators: true, skipLibCheck: true, types: ['node'] },
  });
  const checker = program.getTypeChecker();

  const isOfEngine = (node: ts.Node): boolean => {
    const symbol = checker.getSymbolAtLocation(node);
    const declared = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return declared?.declarations?.some((one) => one.getSourceFile().fileName.includes('/learning-engine/')) ?? false;
  };
  const isCallOfEngine = (node: ts.Node): boolean =>
    ts.isCallExpression(node) &&
    isOfEngine(ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression);
  const isField = ({ parent }: ts.Node): boolean =>
    ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent);

  return files.flatMap((file) => {
    const source = program.getSourceFile(file)!;
    const lines = new Set<number>();
    const visit = (node: ts.Node, isHanded: boolean): void => {
      if (ts.isIdentifier(node) && (isOfEngine(node) || (isHanded && isField(node)))) {
        lines.add(source.getLineAndCharacterOfPosition(node.getStart()).line);
      }
      ts.forEachChild(node, (child) => visit(child, isHanded || isCallOfEngine(node)));
    };
    visit(source, false);
    const text = source.text.split('\n');
    return [...lines].sort((one, other) => one - other).map((line) => text[line]!.trim());
  });
}
