// Runs the grammar through VS Code's own tokenizer.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

const extension = path.join(__dirname, '..');
const root = path.join(extension, '..', '..');

async function loadGrammar() {
  const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      assert.equal(scope, 'source.ccc');
      const file = path.join(extension, 'syntaxes', 'ccc.tmLanguage.json');
      return textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file);
    },
  });
  return registry.loadGrammar('source.ccc');
}

const grammar = loadGrammar();

// tokenize returns the tokens of a text: line (from 1), text, scopes without the root.
async function tokenize(text) {
  const g = await grammar;
  const tokens = [];
  let stack = textmate.INITIAL;
  text.split(/\r?\n/).forEach((line, i) => {
    const result = g.tokenizeLine(line, stack);
    assert.ok(!result.stoppedEarly, `line ${i + 1}: the tokenizer gave up`);
    for (const t of result.tokens) {
      assert.equal(t.scopes[0], 'source.ccc');
      tokens.push({ line: i + 1, text: line.slice(t.startIndex, t.endIndex), scopes: t.scopes.slice(1) });
    }
    stack = result.ruleStack;
  });
  return tokens;
}

// programs returns the paths below the root of all files with one of the endings.
function files(endings, dir = '') {
  const skip = new Set(['.git', 'node_modules']);
  const found = [];
  for (const entry of fs.readdirSync(path.join(root, dir), { withFileTypes: true })) {
    const name = path.join(dir, entry.name);
    if (entry.isDirectory() && !skip.has(entry.name)) {
      found.push(...files(endings, name));
    } else if (entry.isFile() && endings.some((e) => entry.name.endsWith(e))) {
      found.push(name);
    }
  }
  return found.sort();
}

// examples returns the programs that stand in a Markdown file, in blocks that begin with ```ccc.
function examples(markdown) {
  return [...markdown.matchAll(/^```ccc\b[^\n]*\n([^]*?)^```$/gm)].map((m) => m[1]);
}

async function checkScoped(name, text, allowInvalid) {
  const bad = [];
  for (const t of await tokenize(text)) {
    if (t.text.trim() === '') {
      continue;
    }
    if (t.scopes.length === 0) {
      bad.push(`${name}:${t.line}: ${JSON.stringify(t.text)} has no scope`);
    } else if (!allowInvalid && t.scopes.some((s) => s.startsWith('invalid'))) {
      bad.push(`${name}:${t.line}: ${JSON.stringify(t.text)} is taken for an error`);
    }
  }
  assert.deepEqual(bad, []);
}

test('every token of every program has a scope', async (t) => {
  const programs = files(['.cc']);
  assert.ok(programs.filter((p) => path.dirname(p) === 'stdlib').length >= 3, 'the standard library is not there');
  for (const name of programs) {
    const wrong = name.startsWith(path.join('testdata', 'errors')); // wrong programs on purpose
    await t.test(name, () => checkScoped(name, fs.readFileSync(path.join(root, name), 'utf8'), wrong));
  }
});

test('every token of the examples in the documentation has a scope', async () => {
  for (const name of files(['.md'])) {
    const list = examples(fs.readFileSync(path.join(root, name), 'utf8'));
    for (const [i, text] of list.entries()) {
      await checkScoped(`${name}, example ${i + 1}`, text, true);
    }
  }
});

// Each case: a program; then what its tokens are, as [text, scope], in this order,
// others between them allowed.
const cases = {
  'headings': ['algorithm dctcp with ecn, nonrestricted // name', [
    ['algorithm', 'keyword.declaration.ccc'], ['dctcp', 'entity.name.type.algorithm.ccc'], ['with', 'keyword.other.with.ccc'],
    ['ecn', 'constant.language.property.ccc'], [',', 'punctuation.separator.ccc'], ['nonrestricted', 'constant.language.property.ccc'],
    ['// name', 'comment.line.double-slash.ccc']]],
  'modules': ['module math\nuse tcp', [
    ['module', 'keyword.declaration.ccc'], ['math', 'entity.name.namespace.ccc'], ['use', 'keyword.declaration.ccc'], ['tcp', 'entity.name.namespace.ccc']]],
  'a formula': ['ssthresh(sk) = max(sk.snd_cwnd / 2, 2)', [
    ['ssthresh', 'entity.name.function.callback.ccc'], ['sk', 'variable.language.kernel.ccc'], ['=', 'keyword.operator.assignment.ccc'],
    ['max', 'support.function.builtin.ccc'], ['sk', 'variable.language.kernel.ccc'], ['.', 'punctuation.accessor.ccc'], ['snd_cwnd', 'support.variable.field.ccc'],
    ['/', 'keyword.operator.arithmetic.ccc'], ['2', 'constant.numeric.ccc'], [',', 'punctuation.separator.ccc']]],
  'callbacks only where they are declared': ['fn f(sk) {\n    let event = init\n    ssthresh(sk)\n}\ncwnd_event(sk, event) {', [
    ['event', 'variable.other.readwrite.ccc'], ['init', 'variable.other.readwrite.ccc'], ['ssthresh', 'entity.name.function.ccc'],
    ['cwnd_event', 'entity.name.function.callback.ccc'], ['event', 'variable.parameter.ccc']]],
  'fields of their own object only': ['let a = sk.srtt_us + rs.rtt_us + sample.rtt_us + sk.interval_us + ca.srtt_us', [
    ['srtt_us', 'support.variable.field.ccc'], ['rtt_us', 'support.variable.field.ccc'], ['rtt_us', 'support.variable.field.ccc'],
    ['interval_us', 'variable.other.member.ccc'], ['ca', 'variable.language.state.ccc'], ['srtt_us', 'variable.other.member.ccc']]],
  'numbers and units': ['const x = 10ms + 1500 bytes / 0x1f * 10Mbit/s + 1e9 - 1_000.5 + 3 pkts', [
    ['x', 'variable.other.constant.ccc'], ['10', 'constant.numeric.ccc'], ['ms', 'keyword.other.unit.ccc'], ['1500', 'constant.numeric.ccc'],
    ['bytes', 'keyword.other.unit.ccc'], ['0x1f', 'constant.numeric.hex.ccc'], ['10', 'constant.numeric.ccc'], ['Mbit', 'keyword.other.unit.ccc'],
    ['/', 'keyword.operator.arithmetic.ccc'], ['s', 'keyword.other.unit.ccc'], ['1e9', 'constant.numeric.ccc'], ['1_000.5', 'constant.numeric.ccc'],
    ['3', 'constant.numeric.ccc'], ['pkts', 'keyword.other.unit.ccc']]],
  'ranges': ['param alpha = 0.5 in 1..32', [
    ['param', 'keyword.declaration.ccc'], ['alpha', 'variable.other.constant.ccc'], ['0.5', 'constant.numeric.ccc'], ['in', 'keyword.control.ccc'],
    ['1', 'constant.numeric.ccc'], ['..', 'keyword.operator.range.ccc'], ['32', 'constant.numeric.ccc']]],
  'types': ['state {\n    bw: u64 fixed<24> pkts/us in 0..1 = 0.5\n    s: stamp\n    m: filter.MaxRate[4]\n    c: CaState // now\n    x: Mode\n}', [
    ['state', 'keyword.declaration.ccc'], ['{', 'punctuation.section.block.begin.ccc'], ['bw', 'variable.other.readwrite.ccc'], [':', 'punctuation.separator.type.ccc'],
    ['u64', 'storage.type.numeric.ccc'], ['fixed', 'storage.type.numeric.ccc'], ['24', 'constant.numeric.ccc'], ['>', 'punctuation.definition.generic.end.ccc'],
    ['pkts', 'keyword.other.unit.ccc'], ['us', 'keyword.other.unit.ccc'], ['in', 'keyword.control.ccc'], ['=', 'keyword.operator.assignment.ccc'],
    ['stamp', 'storage.type.ccc'], ['filter', 'entity.name.namespace.ccc'], ['MaxRate', 'entity.name.type.ccc'], ['4', 'constant.numeric.ccc'],
    ['CaState', 'support.type.enum.ccc'], ['// now', 'comment.line.double-slash.ccc'], ['Mode', 'entity.name.type.ccc'], ['}', 'punctuation.section.block.end.ccc']]],
  'functions': ['extern fn tcp_slow_start(sk, acked: pkts): pkts\nfn f(x: i64, r: Round): u32 = tcp.g(x) + h(x)', [
    ['extern', 'keyword.declaration.ccc'], ['fn', 'keyword.declaration.ccc'], ['tcp_slow_start', 'support.function.kernel.ccc'], ['acked', 'variable.parameter.ccc'],
    ['pkts', 'keyword.other.unit.ccc'], ['pkts', 'keyword.other.unit.ccc'], ['f', 'entity.name.function.ccc'], ['i64', 'storage.type.numeric.ccc'],
    ['Round', 'entity.name.type.ccc'], ['u32', 'storage.type.numeric.ccc'], ['tcp', 'entity.name.namespace.ccc'], ['g', 'entity.name.function.ccc'], ['h', 'entity.name.function.ccc']]],
  'statements': ['init(sk) {\n    let a = if b then never else unlimited\n    for i in 0..n max 16 { break }\n    while\n}', [
    ['let', 'storage.type.ccc'], ['if', 'keyword.control.ccc'], ['then', 'keyword.control.ccc'], ['never', 'constant.language.ccc'], ['else', 'keyword.control.ccc'],
    ['unlimited', 'constant.language.ccc'], ['for', 'keyword.control.ccc'], ['in', 'keyword.control.ccc'], ['max', 'keyword.control.ccc'],
    ['break', 'keyword.control.ccc'], ['while', 'variable.other.readwrite.ccc']]],
  'declaration words are names elsewhere': ['init(sk) { ca.state = param + state }', [
    ['state', 'variable.other.member.ccc'], ['param', 'variable.other.readwrite.ccc'], ['state', 'variable.other.readwrite.ccc']]],
  'enum values': ['match event {\n    ecn_is_ce | loss => f()\n    _ => {}\n}\nif new_state == recovery || loss(x) > 0 { let open = ca.open }', [
    ['match', 'keyword.control.ccc'], ['ecn_is_ce', 'variable.other.enummember.ccc'], ['|', 'keyword.operator.bitwise.ccc'], ['loss', 'variable.other.enummember.ccc'],
    ['=>', 'keyword.operator.arrow.ccc'], ['_', 'keyword.control.ccc'], ['==', 'keyword.operator.comparison.ccc'], ['recovery', 'variable.other.enummember.ccc'],
    ['||', 'keyword.operator.logical.ccc'], ['loss', 'entity.name.function.ccc'], ['open', 'variable.other.readwrite.ccc'], ['open', 'variable.other.member.ccc']]],
  'an enum': ['enum Mode {\n    startup, // first\n    drain,\n}', [
    ['enum', 'keyword.declaration.ccc'], ['Mode', 'entity.name.type.enum.ccc'], ['startup', 'variable.other.enummember.ccc'],
    ['// first', 'comment.line.double-slash.ccc'], ['drain', 'variable.other.enummember.ccc'], ['}', 'punctuation.section.block.end.ccc']]],
  'comments': ['/// The `cwnd`.\n//// no doc\n// plain', [
    ['///', 'comment.line.documentation.ccc'], ['`cwnd`', 'markup.inline.raw.string.ccc'], ['// no doc', null], ['// plain', 'comment.line.double-slash.ccc']]],
  'what is not of the language': ['#include "a.h"\n/* c */ "text"\nsk -> a $', [
    ['#include "a.h"', 'invalid.illegal.directive.ccc'], ['/* c */', 'invalid.illegal.comment.ccc'], ['"text"', 'invalid.illegal.string.ccc'],
    ['$', 'invalid.illegal.ccc']]],
};

for (const [name, [text, want]] of Object.entries(cases)) {
  test(name, async () => {
    // A comment is split at its signs: join the tokens that share an outer scope.
    const tokens = [];
    for (const t of await tokenize(text)) {
      const last = tokens.at(-1);
      const comment = t.scopes.find((s) => s === 'comment.line.double-slash.ccc');
      if (comment && last && last.line === t.line && last.scopes.includes(comment)) {
        last.text += t.text;
      } else {
        tokens.push({ ...t, text: t.text.trim() });
      }
    }
    let from = 0;
    for (const [word, scope] of want) {
      if (scope === null) {
        continue;
      }
      let i = from;
      while (i < tokens.length && tokens[i].text !== word) {
        i++;
      }
      assert.ok(i < tokens.length, `no token ${JSON.stringify(word)} from token ${from} on: ${tokens.map((t) => t.text).join(' ')}`);
      assert.ok(tokens[i].scopes.includes(scope), `${JSON.stringify(word)} on line ${tokens[i].line} is ${tokens[i].scopes.join(' ')}, not ${scope}`);
      from = i + 1;
    }
  });
}

test('a bracket that is never closed does not reach into the next line', async () => {
  const tokens = await tokenize('state {\n    a: u32 fixed<\n    b: u32[\n}\nssthresh(sk) = 2');
  const last = tokens.find((t) => t.text === 'ssthresh');
  assert.deepEqual(last.scopes, ['entity.name.function.callback.ccc']);
});
