package diag

func init() {
	register(map[string]Code{})
}
