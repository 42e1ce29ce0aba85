" Vim compiler file
" Compiler: ccc check

if exists('current_compiler')
  finish
endif
let current_compiler = 'ccc'

CompilerSet makeprg=ccc\ check\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror[%.%#]:\ %m,%f:%l:%c:\ %tarning[%.%#]:\ %m,%f:%l:%c:\ %tote[%.%#]:\ %m,%-G%.%#
