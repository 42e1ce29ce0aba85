package progen

// LimitNames are the names of the limits, in the order that Options.Limit counts.
func LimitNames() (names []string) {
	for _, l := range limits {
		names = append(names, l.name)
	}
	return names
}
