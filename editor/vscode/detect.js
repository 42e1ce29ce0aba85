// Tells a program in ccc from one in C++, which has the same file name ending.
'use strict';

// A C++ module begins with `module NAME;`, with a semicolon; ours has none.
const heading = /^(?:algorithm\s+[A-Za-z0-9_.-]+(?:\s+with\s.*)?|module\s+[A-Za-z_]\w*)\s*(?:\/\/.*)?$/;

// So many lines are looked at: a licence may stand before the code.
const maxLines = 200;

/**
 * Reports whether the first line of code is `algorithm NAME` or `module NAME`.
 * @param {number} lineCount
 * @param {(line: number) => string} lineAt
 */
function isCcc(lineCount, lineAt) {
  for (let i = 0; i < Math.min(lineCount, maxLines); i++) {
    const line = lineAt(i).replace(/^\uFEFF/, '').trim();
    if (line !== '' && !line.startsWith('//')) {
      return heading.test(line);
    }
  }
  return false;
}

module.exports = { isCcc };
