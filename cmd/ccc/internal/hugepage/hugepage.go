// Package hugepage lets the heap of a short-lived process lie in huge pages, from before
// the other packages make their tables on: importing it is enough.
package hugepage
