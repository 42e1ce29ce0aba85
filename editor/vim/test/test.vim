" Tests the files of editor/vim; see run. Each Test_ function is one test.
set nomore nobackup noswapfile
let s:root = $CCC_ROOT
let s:scratch = $CCC_SCRATCH
filetype plugin indent on
syntax on

" Opens a new file with the lines, and gives its filetype.
func s:Open(lines, name = 'x.cc')
  let path = s:scratch . '/' . a:name
  call writefile(a:lines, path)
  silent exe 'edit! ' . fnameescape(path)
  return &filetype
endfunc

func s:Programs()
  let list = glob(s:root . '/stdlib/*.cc', 0, 1)
  call assert_true(len(list) >= 3, 'the standard library is not there')
  return list
endfunc

func Test_filetype_of_ours()
  for file in s:Programs()
    silent exe 'edit! ' . fnameescape(file)
    call assert_equal('ccc', &filetype, file)
  endfor
  call assert_equal('ccc', s:Open(['algorithm reno']))
  call assert_equal('ccc', s:Open(['algorithm dctcp with ecn, nonrestricted']))
  call assert_equal('ccc', s:Open(['', '// a licence', '', '/// Reno.', '  algorithm bbr.v3_1 // name']))
  call assert_equal('ccc', s:Open(['module tcp']))
  call assert_equal('ccc', s:Open(["module tcp\r", "\r"]))
endfunc

func Test_filetype_of_cpp()
  call assert_equal('cpp', s:Open(['#include <algorithm>', 'int main() {}']))
  call assert_equal('cpp', s:Open(['// algorithm reno', '', 'int main() {}']))
  call assert_equal('cpp', s:Open(['module math;']))
  call assert_equal('cpp', s:Open(['module math:part;']))
  call assert_equal('cpp', s:Open(['module;', '#include <vector>']))
  call assert_equal('cpp', s:Open(['int x;', 'algorithm reno']))
  call assert_equal('cpp', s:Open(['algorithm a(1);']))
  call assert_equal('cpp', s:Open(['/* x */', 'module tcp']))
  call assert_equal('cpp', s:Open([]))
  call assert_equal('cpp', s:Open(['algorithm reno'], 'x.cpp'))
endfunc

func Test_filetype_of_a_new_file()
  call delete(s:scratch . '/new.cc')
  silent exe 'edit! ' . fnameescape(s:scratch . '/new.cc')
  call assert_equal('cpp', &filetype)
  call setline(1, ['/// New.', 'algorithm new'])
  silent write
  call assert_equal('ccc', &filetype)
  call assert_equal('// %s', &commentstring)
endfunc

func Test_filetype_by_hand_stays()
  call s:Open(['algorithm reno'])
  setlocal filetype=text
  silent write
  call assert_equal('text', &filetype)
endfunc

func Test_settings()
  call s:Open(['algorithm reno'])
  call assert_equal('// %s', &commentstring)
  call assert_equal(':///,://', &comments)
  call assert_true(&formatoptions =~# 'r' && &formatoptions =~# 'o' && &formatoptions !~# 't', &formatoptions)
  call assert_equal([1, 4], [&expandtab, &shiftwidth])
  " A documentation comment goes on with the next line.
  exe "normal! ggO/// one\<CR>two"
  call assert_equal(['/// one', '/// two', 'algorithm reno'], getline(1, '$'))
  setlocal filetype=
  call assert_notequal(':///,://', &comments)
endfunc

" The syntax group at the first place of a word in a line.
func s:Group(lnum, word)
  let at = match(getline(a:lnum), '\V\C' . escape(a:word, '\'))
  call assert_true(at >= 0, 'line ' . a:lnum . ' has no ' . a:word)
  return synIDattr(synID(a:lnum, at + 1, 1), 'name')
endfunc

" Every line with what its words are; a word is looked for behind the one before it.
let s:cases = [
      \ ['algorithm dctcp with ecn // name', 'algorithm cccDeclaration', 'dctcp cccDeclared', 'with cccWith', 'ecn cccFlag', '// cccComment'],
      \ ['use tcp', 'use cccDeclaration', 'tcp cccDeclared'],
      \ ['/// The `cwnd`.', 'The cccDocComment', 'cwnd cccDocCode'],
      \ ['//// none', 'none cccComment'],
      \ ['param alpha = 0.5 in 1..32', 'param cccDeclaration', '0.5 cccNumber', 'in cccKeyword', '1 cccNumber', '.. cccRange', '32 cccNumber'],
      \ ['const x = 10ms + 1500 bytes / 0x1f * 10Mbit/s + 1e9', '10 cccNumber', 'ms cccUnit', '1500 cccNumber', 'bytes cccUnit', '/ cccOperator', '0x1f cccNumber', '10 cccNumber', 'Mbit cccUnit', 's cccUnit', '1e9 cccNumber'],
      \ ['state {', 'state cccDeclaration'],
      \ ['    bw: u64 fixed<24> pkts/us in 0..1 = 0.5', 'bw ', 'u64 cccType', 'fixed cccType', '24 cccNumber', 'pkts cccUnit', 'us cccUnit', 'in cccKeyword'],
      \ ['    s: stamp', 'stamp cccType'],
      \ ['    m: filter.MaxRate[4]', 'filter cccNamedType', 'MaxRate cccNamedType', '4 cccNumber'],
      \ ['    c: CaState', 'CaState cccEnumType'],
      \ ['    mode: Mode', 'Mode cccNamedType'],
      \ ['}'],
      \ ['extern fn tcp_slow_start(sk, acked: pkts): pkts', 'extern cccDeclaration', 'fn cccDeclaration', 'tcp_slow_start cccKfunc', 'pkts cccUnit', 'pkts cccUnit'],
      \ ['fn f(x: i64): u32 = tcp.g(x) + h(x)', 'fn cccDeclaration', 'f cccFunction', 'i64 cccType', 'u32 cccType', 'g cccFunction', 'h cccFunction'],
      \ ['ssthresh(sk) = max(sk.snd_cwnd / 2, 2)', 'ssthresh cccCallback', 'sk cccObject', '= cccOperator', 'max cccBuiltin', 'sk cccObject', 'snd_cwnd cccSkField', '/ cccOperator', '2 cccNumber'],
      \ ['cwnd_event(sk, event) {', 'cwnd_event cccCallback', 'event '],
      \ ['    let a = sk.srtt_us + rs.rtt_us + sample.rtt_us + sk.interval_us + ca.srtt_us', 'let cccKeyword', 'srtt_us cccSkField', 'rtt_us cccRsField', 'sample cccObject', 'rtt_us cccSampleField', 'interval_us cccMember', 'ca cccState', 'srtt_us cccMember'],
      \ ['    let b = if init then never else unlimited', 'if cccKeyword', 'init ', 'then cccKeyword', 'never cccConstant', 'else cccKeyword', 'unlimited cccConstant'],
      \ ['    ssthresh(sk)', 'ssthresh cccFunction'],
      \ ['    for i in 0..n max 16 { break }', 'for cccKeyword', 'in cccKeyword', '0 cccNumber', '.. cccRange', 'n ', 'max cccKeyword', '16 cccNumber', 'break cccKeyword'],
      \ ['    match event {', 'match cccKeyword'],
      \ ['        ecn_is_ce | loss => f()', 'ecn_is_ce cccEnumValue', '| cccOperator', 'loss cccEnumValue', '=> cccOperator', 'f cccFunction'],
      \ ['        _ => {}', '_ cccKeyword', '=> cccOperator'],
      \ ['    }'],
      \ ['    if new_state == recovery { let open = ca.open + ca.if }', '== cccOperator', 'recovery cccEnumValue', 'open ', 'open cccMember', 'if cccMember'],
      \ ['    ca.state = param + state', 'state cccMember', 'param ', 'state '],
      \ ['}'],
      \ ['/* C */ "text"', '/* cccError', '"text cccError'],
      \ ['#include', '#include cccError'],
      \ ]

func Test_syntax()
  call assert_equal('ccc', s:Open(map(copy(s:cases), 'v:val[0]')))
  for lnum in range(1, len(s:cases))
    let from = 0
    for want in s:cases[lnum - 1][1:]
      let [word, group] = split(want, ' ', 1)
      let at = match(getline(lnum), '\V\C' . (word =~# '^\w' ? '\<' : '') . escape(word, '\'), from)
      if at < 0 && word =~# '^\w' " a unit touches its number
        let at = match(getline(lnum), '\V\C' . word, from)
      endif
      call assert_true(at >= 0, 'line ' . lnum . ' has no ' . word . ' from column ' . from)
      call assert_equal(group, synIDattr(synID(lnum, at + 1, 1), 'name'), getline(lnum) . ': ' . word)
      let from = at + len(word)
    endfor
  endfor
endfunc

" Every group of the syntax has a colour, or is there for what follows it.
func Test_groups_are_linked()
  call s:Open(['algorithm reno'])
  let plain = ['cccDot', 'cccMember', 'cccSkDot', 'cccRsDot', 'cccSampleDot', 'cccFlagComma']
  for name in filter(getcompletion('ccc', 'highlight'), 'v:val =~# "^ccc"')
    if index(plain, name) < 0
      let id = hlID(name)
      call assert_notequal(id, synIDtrans(id), name . ' is linked to nothing')
    endif
  endfor
endfunc

" No name of the standard library's programs is taken for an error.
func Test_no_errors_in_the_library()
  for file in s:Programs()
    silent exe 'edit! ' . fnameescape(file)
    for lnum in range(1, line('$'))
      for col in range(1, len(getline(lnum)))
        if synIDattr(synID(lnum, col, 1), 'name') ==# 'cccError'
          call assert_report(file . ':' . lnum . ':' . col . ' is an error')
        endif
      endfor
    endfor
  endfor
endfunc

" Indenting changes nothing, and finds the way back when all indentation is gone.
func s:Indents(lines, name)
  call s:Open(a:lines)
  silent normal! gg=G
  call s:Same(a:lines, a:name . ', indented')
  silent %s/^\s\+//e
  silent normal! gg=G
  call s:Same(a:lines, a:name . ', indented after all indentation is gone')
endfunc

func s:Same(want, what)
  call assert_equal(len(a:want), line('$'), a:what)
  for lnum in range(1, line('$'))
    if getline(lnum) !=# a:want[lnum - 1]
      call assert_equal(a:want[lnum - 1], getline(lnum), a:what . ', line ' . lnum)
      return
    endif
  endfor
endfunc

func Test_indent_of_the_library()
  for file in s:Programs()
    call s:Indents(readfile(file), file)
  endfor
endfunc

func Test_indent_of_continued_lines()
  call s:Indents([
        \ 'algorithm x',
        \ '',
        \ 'const a = 1 +',
        \ '    2 *',
        \ '    3',
        \ 'const list = [1, 2,',
        \ '    3]',
        \ 'const more = [',
        \ '    1, 2, // two',
        \ '    3,',
        \ ']',
        \ '',
        \ 'enum Mode {',
        \ '    startup,',
        \ '    drain, // last',
        \ '}',
        \ '',
        \ 'state {',
        \ '    alpha: fixed<24>',
        \ '    beta: u32 fixed<8> = 2 // half',
        \ '    c: u32',
        \ '}',
        \ '',
        \ 'ssthresh(sk) = if sk.in_slow_start',
        \ '    then 2',
        \ '    else if sk.lost > 0 then 3',
        \ '    else 4',
        \ '',
        \ 'init(sk) {',
        \ '    // first',
        \ '    f(a,',
        \ '        b)',
        \ '    g(',
        \ '        a, b +',
        \ '        c,',
        \ '        h(',
        \ '            1,',
        \ '        ),',
        \ '    )',
        \ '    match sk.ca_state {',
        \ '        open => {',
        \ '            x = 1',
        \ '        }',
        \ '        loss => y =',
        \ '            2',
        \ '        _ => {}',
        \ '    }',
        \ '    if a &&',
        \ '        b {',
        \ '        c()',
        \ '    } else {',
        \ '        d()',
        \ '    }',
        \ '}',
        \ ], 'continued lines')
endfunc

" Typing gives the same: a closing brace goes back by itself.
func Test_indent_while_typing()
  call s:Open(['algorithm x', ''])
  exe "normal! Goinit(sk) {\<CR>if a {\<CR>b()\<CR>} else {\<CR>c()\<CR>}\<CR>}"
  call assert_equal(['init(sk) {', '    if a {', '        b()', '    } else {', '        c()', '    }', '}'], getline(3, '$'))
endfunc

func Test_compiler()
  call s:Open(['algorithm x'])
  compiler! ccc
  call assert_match('^ccc check', &makeprg)
  cgetexpr ['x.cc:3:45: error[E0402]: the connection has no field `foo`', '    3 | sk.foo', 'x.cc:1:2: warning[W0101]: unused', '1 error']
  let found = filter(getqflist(), 'v:val.valid')
  call assert_equal([[3, 45, 'the connection has no field `foo`'], [1, 2, 'unused']], map(copy(found), '[v:val.lnum, v:val.col, v:val.text]'))
endfunc

let s:tests = sort(map(filter(split(execute('function /^Test_'), "\n"), 'v:val =~# "Test_"'), 'matchstr(v:val, "Test_\\w*")'))
let s:failed = 0
let s:report = []
for s:test in s:tests
  let v:errors = []
  try
    exe 'call ' . s:test . '()'
  catch
    call add(v:errors, v:exception . ' at ' . v:throwpoint)
  endtry
  if !empty(v:errors)
    let s:failed += 1
    call extend(s:report, [s:test . ':'] + map(copy(v:errors), '"  " . v:val'))
  endif
  silent! %bwipeout!
endfor
if len(s:tests) < 10
  call add(s:report, 'only ' . len(s:tests) . ' tests were found')
  let s:failed += 1
endif
call add(s:report, (len(s:tests) - s:failed) . ' passed, ' . s:failed . ' failed')
call writefile(s:report, s:scratch . '/report')
exe s:failed ? 'cquit!' : 'qall!'
