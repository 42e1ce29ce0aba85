" Vim filetype plugin
" Language: ccc

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:///,://
setlocal commentstring=//\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal suffixesadd=.cc
setlocal include=^\\s*use\\s\\+
setlocal define=^\\s*\\%(const\\\|param\\\|enum\\\|struct\\\|\\%(extern\\s\\+\\)\\=fn\\)\\s\\+
let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< suffixesadd< include< define<'

" As the formatter has it: four spaces.
if get(g:, 'ccc_recommended_style', 1)
  setlocal expandtab tabstop=4 softtabstop=4 shiftwidth=4
  let b:undo_ftplugin .= ' | setlocal expandtab< tabstop< softtabstop< shiftwidth<'
endif
