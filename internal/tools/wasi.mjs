// Runs a program that was built for wasip1: node wasi.mjs PROGRAM ROOT [ARGUMENT]...
// ROOT is the directory that the program sees as "/".
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";
const [wasm, dir, ...args] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: ["ccc", ...args], preopens: { "/": dir } });
const module = await WebAssembly.compile(readFileSync(wasm));
process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
