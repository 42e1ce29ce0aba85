// Runs the extension with a stand-in for VS Code.
'use strict';

const assert = require('node:assert');
const Module = require('node:module');
const path = require('node:path');
const test = require('node:test');

// document stands for an open file.
function document(name, text, languageId = 'cpp') {
  const lines = text.split('\n');
  return { languageId, uri: { path: '/home/user/' + name }, lineCount: lines.length, lineAt: (i) => ({ text: lines[i] }) };
}

// start activates the extension with open documents and gives what was called.
function start(open, settings = {}) {
  const calls = [];
  const handlers = {};
  const vscode = {
    workspace: {
      textDocuments: open,
      getConfiguration: () => ({ get: (key, value) => settings[key] ?? value }),
      onDidOpenTextDocument: (f) => (handlers.open = f),
      onDidSaveTextDocument: (f) => (handlers.save = f),
    },
    languages: { setTextDocumentLanguage: (d, id) => calls.push([path.basename(d.uri.path), id]) },
  };
  const load = Module._load;
  Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
  try {
    const file = require.resolve('../extension');
    delete require.cache[file];
    const context = { subscriptions: [] };
    require(file).activate(context);
    assert.equal(context.subscriptions.length, 2);
  } finally {
    Module._load = load;
  }
  return { calls, handlers };
}

test('files that are open, are opened or are saved', () => {
  const { calls, handlers } = start([document('a.cc', 'algorithm a'), document('b.cc', 'int b;')]);
  handlers.open(document('c.cc', '/// C.\nmodule c'));
  handlers.open(document('d.cc', 'module d;'));
  handlers.save(document('e.cc', 'algorithm e with ecn'));
  assert.deepEqual(calls, [['a.cc', 'ccc'], ['c.cc', 'ccc'], ['e.cc', 'ccc']]);
});

test('other names and other languages are left alone', () => {
  const { calls } = start([document('a.cpp', 'algorithm a'), document('b.cc', 'algorithm b', 'plaintext')]);
  assert.deepEqual(calls, []);
});

test('the setting turns it off', () => {
  const { calls } = start([document('a.cc', 'algorithm a')], { detectLanguage: false });
  assert.deepEqual(calls, []);
});
