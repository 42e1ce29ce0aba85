" A C++ module begins with `module NAME;`, with a semicolon; ours has none.
let s:heading = '\v^\s*%(algorithm\s+[A-Za-z0-9_.-]+%(\s+with\s.*)?|module\s+\h\w*)\s*%(//.*)?\r?$'

" Sets the filetype if the first line of code is `algorithm NAME` or `module NAME`.
" A file that was given another type by hand keeps it.
function! ccc#Detect() abort
  if &filetype !=# '' && &filetype !=# 'cpp'
    return
  endif
  for line in getline(1, 200)
    if line =~# '^\%uFEFF\=\s*\%(//.*\)\=\r\=$'
      continue
    endif
    if substitute(line, '^\%uFEFF', '', '') =~# s:heading
      setlocal filetype=ccc
    endif
    return
  endfor
endfunction
