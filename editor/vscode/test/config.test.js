// The rules that VS Code applies while one types, and which files are ours.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { isCcc } = require('../detect');

const extension = path.join(__dirname, '..');
const root = path.join(extension, '..', '..');
const stdlib = path.join(root, 'stdlib');
const read = (name) => JSON.parse(fs.readFileSync(path.join(extension, name), 'utf8'));
const config = read('language-configuration.json');
const manifest = read('package.json');

const detect = (text) => {
  const lines = text.split('\n');
  return isCcc(lines.length, (i) => lines[i]);
};

test('programs of the standard library are ours', () => {
  const names = fs.readdirSync(stdlib).filter((n) => n.endsWith('.cc'));
  assert.ok(names.length >= 3);
  for (const name of names) {
    assert.ok(detect(fs.readFileSync(path.join(stdlib, name), 'utf8')), name);
  }
});

const ours = {
  'a heading': 'algorithm reno\n',
  'with flags': 'algorithm dctcp with ecn, nonrestricted',
  'a name with dots and digits': 'algorithm bbr.v3_1',
  'after comments': '\n// SPDX-License-Identifier: GPL-2.0\n\n/// Reno.\nalgorithm reno // RFC 5681\n',
  'a module': 'module tcp\r\n\r\nfn f(x) = x\r\n',
  'a byte order mark': '\uFEFFmodule tcp\n',
};
const notOurs = {
  'C++': '#include <algorithm>\nint main() {}\n',
  'C++ after comments': '// algorithm reno\n\nint main() {}\n',
  'a C++ module': 'module math;\n',
  'a part of a C++ module': 'module math:part;\n',
  'the global part of a C++ module': 'module;\n#include <vector>\n',
  'an exported C++ module': 'export module math;\n',
  'a heading that comes late': 'int x;\nalgorithm reno\n',
  'a type named algorithm': 'algorithm a(1);\n',
  'a comment of C': '/* x */\nmodule tcp\n',
  'nothing': '',
};
for (const [name, text] of Object.entries(ours)) {
  test(`ours: ${name}`, () => assert.ok(detect(text)));
}
for (const [name, text] of Object.entries(notOurs)) {
  test(`not ours: ${name}`, () => assert.ok(!detect(text)));
}

test('C++ keeps its file names', () => {
  const [language] = manifest.contributes.languages;
  for (const claim of ['extensions', 'filenames', 'filenamePatterns']) {
    assert.ok(!(claim in language), claim);
  }
  const firstLine = new RegExp(language.firstLine);
  assert.ok(firstLine.test('algorithm dctcp with ecn'));
  assert.ok(firstLine.test('module tcp'));
  assert.ok(!firstLine.test('module math;'));
  assert.ok(!firstLine.test('algorithm a(1);'));
});

test('what the manifest names is there', () => {
  const c = manifest.contributes;
  const names = [manifest.main, c.languages[0].configuration, ...c.grammars.map((g) => g.path), ...c.snippets.map((s) => s.path)];
  for (const name of names) {
    assert.ok(fs.existsSync(path.join(extension, name)), name);
  }
});

test('the lock file names no other registry', () => {
  for (const [name, p] of Object.entries(read('package-lock.json').packages)) {
    assert.ok(!p.resolved || p.resolved.startsWith('https://registry.npmjs.org/'), `${name}: ${p.resolved}`);
  }
});

// VS Code's own way: a line's indentation follows from the line before it and from itself.
// Its rules cannot see a bracket that closes at the end of a continued line; there the
// user goes back by hand, and so does this.
test('the indentation rules keep the standard library as it is', () => {
  const rules = config.indentationRules;
  const more = new RegExp(rules.increaseIndentPattern);
  const less = new RegExp(rules.decreaseIndentPattern);
  const next = new RegExp(rules.indentNextLinePattern);
  for (const name of fs.readdirSync(stdlib).filter((n) => n.endsWith('.cc'))) {
    let level = 0;
    let once = 0;
    fs.readFileSync(path.join(stdlib, name), 'utf8').split('\n').forEach((line, i) => {
      if (line === '') {
        return;
      }
      if (less.test(line)) {
        level--;
      }
      const got = line.length - line.trimStart().length;
      assert.equal(got, 4 * (level + once), `${name}:${i + 1}: ${line}`);
      once = 0;
      if (more.test(line)) {
        level++;
      } else if (next.test(line)) {
        once = 1;
      } else if (/^[^(\[{]*[)\]}]$/.test(line) && !less.test(line)) {
        level--;
      }
    });
    assert.equal(level, 0, name);
  }
});

test('a documentation comment goes on with the next line', () => {
  const [rule] = config.onEnterRules;
  const before = new RegExp(rule.beforeText);
  assert.ok(before.test('    /// Window when the last loss came.'));
  assert.ok(!before.test('// not documentation'));
  assert.ok(!before.test('//// nor this'));
  assert.equal(rule.action.appendText, '/// ');
});

test('snippets have different prefixes', () => {
  const seen = new Map();
  for (const { path: file } of manifest.contributes.snippets) {
    for (const [name, s] of Object.entries(read(file))) {
      assert.ok(s.prefix && s.description && s.body, `${file}: ${name}`);
      assert.ok(!seen.has(s.prefix), `${file}: ${name} and ${seen.get(s.prefix)} have the prefix ${s.prefix}`);
      seen.set(s.prefix, name);
    }
  }
});
