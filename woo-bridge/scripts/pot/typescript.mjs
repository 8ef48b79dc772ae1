import ts from 'typescript';
import { FUNCTIONS, textsOfFile } from './functions.mjs';

const FOR_TRANSLATORS = /\/\*\s*(translators:[\s\S]*?)\*\/|\/\/\s*(translators:.*)/g;

const plainText = (node) => (node && ts.isStringLiteralLike(node) ? node.text : null);

/** The texts of one TypeScript file. */
export const textsOfTypeScript = (file, source) => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const calls = [];
  const visit = (node) => {
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      Object.hasOwn(FUNCTIONS, node.expression.text)
    ) {
      const begin = node.getStart(tree);
      calls.push({
        name: node.expression.text,
        args: node.arguments.map(plainText),
        begin,
        line: tree.getLineAndCharacterOfPosition(begin).line + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const comments = [...source.matchAll(FOR_TRANSLATORS)].map((found) => ({
    text: (found[1] ?? found[2]).replace(/\s+/g, ' ').trim(),
    end: found.index + found[0].length,
  }));
  return textsOfFile(
    file,
    calls.toSorted((a, b) => a.begin - b.begin),
    comments,
  );
};
