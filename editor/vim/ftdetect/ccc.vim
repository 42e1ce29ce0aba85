" Programs in ccc end in .cc, as many in C++ do: what the file says decides.
autocmd BufNewFile,BufRead,BufWritePost *.cc call ccc#Detect()
