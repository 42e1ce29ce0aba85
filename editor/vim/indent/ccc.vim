" Vim indent file
" Language: ccc

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal nolisp nosmartindent noautoindent
setlocal indentexpr=CccIndent(v:lnum)
setlocal indentkeys=0{,0},0),0],!^F,o,O,0=then,0=else
let b:undo_indent = 'setlocal lisp< smartindent< autoindent< indentexpr< indentkeys<'

if exists('*CccIndent')
  finish
endif

" The code of a line: no comment, no white space around it.
function! s:Code(lnum) abort
  return trim(substitute(getline(a:lnum), '//.*$', '', ''))
endfunction

" The line where the declaration around a:lnum begins.
function! s:Start(lnum) abort
  let l:n = a:lnum - 1
  while l:n > 1 && getline(l:n) !~# '^\h'
    let l:n -= 1
  endwhile
  return max([l:n, 1])
endfunction

" Steps over a line's code. a:open is the stack of open brackets: 'b' a brace; 'n' a ( or
" [ whose content begins on a new line; 'i' one whose content begins on its own line.
function! s:Step(open, code) abort
  let l:i = 0
  while 1
    let [l:bracket, l:at, l:i] = matchstrpos(a:code, '[][(){}]', l:i)
    if l:at < 0
      return
    endif
    if l:bracket ==# '{'
      call filter(a:open, 'v:val ==# "b"') " no other bracket reaches over a brace
      call add(a:open, 'b')
    elseif l:bracket ==# '}'
      call filter(a:open, 'v:val ==# "b"')
      if !empty(a:open)
        call remove(a:open, -1)
      endif
    elseif l:bracket =~# '[[(]'
      call add(a:open, l:i == len(a:code) ? 'n' : 'i')
    elseif !empty(a:open) && a:open[-1] !=# 'b'
      call remove(a:open, -1)
    endif
  endwhile
endfunction

" Whether a statement goes on behind a line with this code, but for brackets.
function! s:GoesOn(code) abort
  return a:code =~# '\%([-+*/%=<>!&|^,.]\|=>\)$' && a:code !~# '\<fixed\s*<[^>]*>$'
endfunction

" The statement's own indentation is that of the braces around it; each line that it
" goes on with stands one step further in, more inside of brackets that begin a line.
function! CccIndent(lnum) abort
  let l:open = []
  let l:on = 0
  let l:n = s:Start(a:lnum)
  while l:n < a:lnum
    let l:code = s:Code(l:n)
    if l:code !=# ''
      call s:Step(l:open, l:code)
      let l:on = s:GoesOn(l:code)
    endif
    let l:n += 1
  endwhile

  let l:code = s:Code(a:lnum)
  let l:braces = count(l:open, 'b')
  let l:broken = count(l:open, 'n')
  if l:code =~# '^}'
    return max([l:braces - 1, 0]) * shiftwidth()
  endif
  if l:code =~# '^[])]' && !empty(l:open) && l:open[-1] !=# 'b'
    if l:open[-1] ==# 'n'
      return (l:braces + l:broken - 1) * shiftwidth()
    endif
    return (l:braces + max([1, l:broken])) * shiftwidth()
  endif
  let l:inside = !empty(l:open) && l:open[-1] !=# 'b'
  let l:list = s:InList(l:open, l:on, a:lnum)
  if l:inside || (l:on && !l:list) || l:code =~# '^\%(then\|else\)\>'
    return (l:braces + max([1, l:broken])) * shiftwidth()
  endif
  return l:braces * shiftwidth()
endfunction

" Whether the line before ends in the comma of an enum's values, which are no continuation.
function! s:InList(open, on, lnum) abort
  if !a:on || empty(a:open)
    return 0
  endif
  return getline(s:Start(a:lnum)) =~# '^enum\>'
endfunction
