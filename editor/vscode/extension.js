// VS Code gives every .cc file to C++. This gives those back that are ours.
'use strict';

const vscode = require('vscode');
const { isCcc } = require('./detect');

/** @param {import('vscode').TextDocument} document */
function detect(document) {
  if (document.languageId !== 'cpp' || !document.uri.path.endsWith('.cc')) {
    return;
  }
  if (!vscode.workspace.getConfiguration('ccc', document.uri).get('detectLanguage', true)) {
    return;
  }
  if (isCcc(document.lineCount, (i) => document.lineAt(i).text)) {
    vscode.languages.setTextDocumentLanguage(document, 'ccc');
  }
}

/** @param {import('vscode').ExtensionContext} context */
function activate(context) {
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(detect),
    vscode.workspace.onDidSaveTextDocument(detect), // a new file has its heading now
  );
  vscode.workspace.textDocuments.forEach(detect);
}

module.exports = { activate };
