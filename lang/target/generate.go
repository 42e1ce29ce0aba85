package target

//go:generate go run ../../internal/fieldsdoc ../../docs/fields.md
