package diag

import (
	"encoding/json"
	"io"
	"path/filepath"
	"sort"
	"strings"
)

// jsonDiagnostic is a diagnostic as RenderJSON writes it. Lines and columns count
// from 1, columns in characters; the end is just behind the last character.
type jsonDiagnostic struct {
	jsonSpan
	Severity string        `json:"severity,omitempty"`
	Code     string        `json:"code,omitempty"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
}

type jsonRelated struct {
	jsonSpan
	Message string `json:"message"`
}

type jsonSpan struct {
	File      string `json:"file,omitempty"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
}

func newJSONSpan(s Span) jsonSpan {
	if s.Source == nil {
		return jsonSpan{}
	}
	j := jsonSpan{File: s.Source.Name}
	j.Line, j.Column = s.Position()
	j.EndLine, j.EndColumn = s.Source.Position(max(s.Start, s.End))
	return j
}

// RenderJSON writes the diagnostics as one JSON array, for tools.
func RenderJSON(w io.Writer, list *List) error {
	all := []jsonDiagnostic{}
	for _, d := range list.All() {
		j := jsonDiagnostic{jsonSpan: newJSONSpan(d.Span), Severity: d.Severity.String(), Code: d.Code, Message: d.Message, Hint: d.Hint}
		for _, rel := range d.Related {
			j.Related = append(j.Related, jsonRelated{newJSONSpan(rel.Span), rel.Message})
		}
		all = append(all, j)
	}
	return encode(w, all)
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// The parts of SARIF 2.1.0 that are used.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
		Full  sarifText `json:"fullDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId,omitempty"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

func newSarifLocation(s Span, message string) sarifLocation {
	j := newJSONSpan(s)
	l := sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{URI: filepath.ToSlash(j.File)},
		Region:   sarifRegion{StartLine: j.Line, StartColumn: j.Column, EndLine: j.EndLine, EndColumn: j.EndColumn},
	}}
	if message != "" {
		l.Message = &sarifText{Text: message}
	}
	return l
}

// RenderSARIF writes the diagnostics as a SARIF 2.1.0 log, for code review tools.
func RenderSARIF(w io.Writer, list *List) error {
	run := sarifRun{
		Tool:       sarifTool{Driver: sarifDriver{Name: "ccc", Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	used := map[string]bool{}
	for _, d := range list.All() {
		res := sarifResult{RuleID: d.Code, Level: d.Severity.String(), Message: sarifText{Text: d.Message}}
		if d.Hint != "" {
			res.Message.Text += " (" + d.Hint + ")"
		}
		if d.Span.IsValid() {
			res.Locations = []sarifLocation{newSarifLocation(d.Span, "")}
		}
		for _, rel := range d.Related {
			if rel.Span.IsValid() {
				res.Related = append(res.Related, newSarifLocation(rel.Span, rel.Message))
			}
		}
		if _, ok := Codes()[d.Code]; ok && !used[d.Code] {
			used[d.Code] = true
			rule := sarifRule{ID: d.Code, Short: sarifText{Codes()[d.Code].Title}, Full: sarifText{strings.TrimSpace(Codes()[d.Code].Explain)}}
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
		}
		run.Results = append(run.Results, res)
	}
	sort.Slice(run.Tool.Driver.Rules, func(i, j int) bool { return run.Tool.Driver.Rules[i].ID < run.Tool.Driver.Rules[j].ID })
	return encode(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}
