" Vim syntax file
" Language: ccc
" Made by `go run ./internal/cmd/editorgen` from internal/cmd/editorgen/templates and
" the compiler's tables; a test fails when it is stale.

if exists('b:current_syntax')
  finish
endif
let s:cpo_save = &cpo
set cpo&vim

syn case match
syn sync minlines=100

" Names, and what comes behind a dot.
syn match cccMember /\h\w*/ contained
syn match cccFunction /\<\h\w*\ze\s*(/
syn match cccRange /\.\./
syn match cccDot /\.\.\@!/ skipwhite nextgroup=cccFunction,cccMember
{{range .Objects}}
syn match cccObject /\<{{.Name}}\>/ skipwhite nextgroup=ccc{{.Group}}Dot
syn match ccc{{.Group}}Dot /\.\.\@!/ contained skipwhite nextgroup=ccc{{.Group}}Field,cccFunction,cccMember
{{wrap (printf "syn keyword ccc%sField contained" .Group) .Fields}}
{{end}}
syn keyword cccState ca

" Statements and expressions.
{{wrap "syn keyword cccKeyword" .Keywords}}
syn match cccKeyword /\<max\>\%(\s*(\)\@!/
syn match cccKeyword /\<_\ze\s*=>/
{{wrap "syn keyword cccConstant" .Constants}}
syn match cccOperator /=>\|[=!<>]=\|[-+*\/]=\|<<\|>>\|&&\|||\|[-+*%<>=!&|^]\|\/\%(\/\)\@!/
syn match cccBuiltin /\<\%({{vimalt .Builtins}}\)\ze\s*(/
syn match cccKfunc /\<\%({{vimalt .Kfuncs}}\)\ze\s*(/

" The kernel's enum values, where a value of an enum is likely: beside a comparison, on
" the right side, and in the arms of a match.
syn match cccEnumValue /\%(\%([=!<>]=\|[<>&|=]\|\<then\|\<else\|\<return\)\s*\)\@24<=\<\%({{vimalt .EnumValues}}\)\>\%(\s*[.([]\)\@!/
syn match cccEnumValue /\<\%({{vimalt .EnumValues}}\)\>\ze\s*\%(=>\|[=!]=\||[^|]\)/

" Numbers with their units, and types.
syn match cccNumber /\%(\h\w*\)\@40<!\<\d[0-9_]*\%(\.\d[0-9_]*\)\=\%([eE][-+]\=\d[0-9_]*\)\=/ nextgroup=cccUnit
syn match cccNumber /\<0[xX]\w*/
syn match cccUnit /\%(\h\)\@1<!\%({{vimalt .Units}}\)\>/
{{wrap "syn keyword cccEnumType" .Enums}}
syn match cccType /\%(:\s*\)\@20<=\<\%({{vimalt .KindTypes}}\)\>/
syn match cccType /\<\%({{vimalt .IntTypes}}\)\>/
syn match cccType /\<fixed\ze\s*</
syn match cccNamedType /\%(:\s*\)\@20<=\<\%(\%({{vimalt .KindTypes}}\|{{vimalt .IntTypes}}\|{{vimalt .Units}}\|{{vimalt .Enums}}\|fixed\)\>\)\@!\h\w*\%(\s*\.\s*\h\w*\)\=/

" Declarations, where a line or a statement begins.
syn match cccDeclaration /\%(^\|;\)\s*\zs\%({{vimalt .Declarations}}\)\ze\s\+\h/ skipwhite nextgroup=cccDeclared
syn match cccDeclaration /\%(^\|;\)\s*\zsextern\s\+fn\ze\s\+\h/ skipwhite nextgroup=cccKfunc,cccFunction
syn match cccDeclaration /\%(^\|;\)\s*\zsfn\ze\s\+\h/ skipwhite nextgroup=cccKfunc,cccFunction
syn match cccDeclaration /\%(^\|;\)\s*\zsstate\ze\s*{/
syn match cccDeclared /[A-Za-z0-9_.-]\+/ contained skipwhite nextgroup=cccWith
syn match cccWith /\<with\>/ contained skipwhite nextgroup=cccFlag
syn match cccFlag /\<\%({{vimalt .Flags}}\)\>/ contained skipwhite nextgroup=cccFlagComma
syn match cccFlagComma /,/ contained skipwhite nextgroup=cccFlag
syn match cccCallback /\%(^\|;\)\s*\zs\%({{vimalt .Callbacks}}\)\ze\s*([^()]*)\s*\%({\|=[=>]\@!\)/

" What other languages have and ccc has not.
syn match cccError /\/\*.\{-}\%(\*\/\|$\)/
syn match cccError /^\s*\zs#.*$/
syn match cccError /"[^"]*\%("\|$\)\|'[^']*\%('\|$\)/

syn keyword cccTodo contained TODO FIXME XXX
syn match cccComment /\/\/.*$/ contains=cccTodo,@Spell
syn match cccDocComment /\/\/\/\/\@!.*$/ contains=cccTodo,cccDocCode,@Spell
syn match cccDocCode /`[^`]*`/ contained contains=@NoSpell

hi def link cccFunction Function
hi def link cccRange Operator
hi def link cccObject Identifier
{{- range .Objects}}
hi def link ccc{{.Group}}Field Identifier
{{- end}}
hi def link cccState Identifier
hi def link cccKeyword Statement
hi def link cccConstant Constant
hi def link cccOperator Operator
hi def link cccBuiltin Function
hi def link cccKfunc Function
hi def link cccEnumValue Constant
hi def link cccNumber Number
hi def link cccUnit Type
hi def link cccEnumType Type
hi def link cccType Type
hi def link cccNamedType Type
hi def link cccDeclaration PreProc
hi def link cccDeclared Title
hi def link cccWith PreProc
hi def link cccFlag Constant
hi def link cccCallback Special
hi def link cccError Error
hi def link cccTodo Todo
hi def link cccComment Comment
hi def link cccDocComment SpecialComment
hi def link cccDocCode String

let b:current_syntax = 'ccc'
let &cpo = s:cpo_save
unlet s:cpo_save
