import { endOfLiteral, endOfString } from './json-tokens.js';

/** An object or list that is still open, and the name in it whose value comes next. */
interface Open {
  into: object | unknown[];
  name?: string;
}

/**
 * JSON.parse, with each name as the text says it. V8 from 12.8 on (Node 24 and 26, nodejs/node#63785) may take a name with
 * an escape for another one that it has met: `"` or a line break for `\`. Texts with such names are put together here, on
 * any version.
 *
 * @throws SyntaxError as JSON.parse does
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return hasEscapedName(text) ? putTogether(text) : value;
}

/** Strings by themselves are read correctly. */
const read = (text: string): unknown => JSON.parse(text);

function hasEscapedName(text: string): boolean {
  for (let at = text.indexOf('\\'); at >= 0;) {
    const end = endOfString(text, at);
    COLON.lastIndex = end + 1;
    if (COLON.test(text)) return true;
    at = text.indexOf('\\', end);
  }
  return false;
}

const COLON = /\s*:/y;

/** Goes once through a text that is JSON, in a loop. */
function putTogether(text: string): unknown {
  const roots: unknown[] = [];
  const open: Open[] = [{ into: roots }];
  for (let index = 0; index < text.length; index += 1) {
    const top = open.at(-1)!;
    switch (text[index]) {
      case '{':
      case '[': {
        const into = text[index] === '{' ? {} : [];
        put(top, into);
        open.push({ into });
        break;
      }
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const start = index;
        index = endOfString(text, start + 1);
        const string = read(text.slice(start, index + 1));
        if (Array.isArray(top.into) || top.name !== undefined) put(top, string);
        else top.name = string as string;
        break;
      }
      case ',':
      case ':':
      case ' ':
      case '\t':
      case '\n':
      case '\r':
        break;
      default: {
        const start = index;
        index = endOfLiteral(text, start);
        put(top, read(text.slice(start, index + 1)));
      }
    }
  }
  return roots[0];
}

function put(top: Open, value: unknown): void {
  if (Array.isArray(top.into)) {
    top.into.push(value);
    return;
  }
  // An assignment would not make a property of the name `__proto__`.
  Object.defineProperty(top.into, top.name!, { value, writable: true, enumerable: true, configurable: true });
  top.name = undefined;
}
