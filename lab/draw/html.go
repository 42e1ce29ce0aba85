package draw

import (
	"bytes"
	"fmt"
	"html/template"
	"io"

	"github.com/ccc-lang/ccc/lab"
)

// page is the report as HTML; everything it shows is inside it.
const page = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Title}}</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
pre{overflow-x:auto;background:#f5f5f5;padding:1rem;font-size:.85rem;line-height:1.35}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:.15rem .8rem;border-bottom:1px solid #ddd;text-align:right}td:first-child,th:first-child{text-align:left}
svg{max-width:100%;height:auto}
.fail{color:#a33a00;font-weight:bold}
</style></head><body>
<h1>{{.Title}}</h1>
<p>Kernel {{.Kernel}}.</p>
{{if .Disturbed}}<p class="fail">The machine disturbed this run: {{.Disturbed}}.</p>{{end}}
{{if .Verdicts}}<h2>Expected</h2><table>{{range .Verdicts}}<tr><td>{{.Condition.Text}}</td><td>{{printf "%.5g" .Value}}</td><td{{if not .Held}} class="fail"{{end}}>{{if .Held}}held{{else}}failed{{end}}</td></tr>{{end}}</table>{{end}}
<h2>Figures</h2><pre>{{.Table}}</pre>
<h2>Plots</h2>{{.Plot}}
<p>The first run; figures and the scale leave out the warm-up.</p>
<h2>All figures</h2><table><tr><th>name</th><th>value</th><th>unit</th></tr>{{range .Metrics}}<tr><td>{{.Name}}</td><td>{{printf "%.6g" .Value}}</td><td>{{.Unit}}</td></tr>{{end}}</table>
</body></html>
`

// pageColumns is how many characters of the figures stand side by side on the page.
const pageColumns = 108

// WriteHTML writes the report as one page.
func WriteHTML(w io.Writer, r *lab.Report, verdicts []lab.Verdict) error {
	var table, plot bytes.Buffer
	if err := r.WriteTable(&table, pageColumns); err != nil {
		return err
	}
	if err := WriteSVG(&plot, r); err != nil {
		return err
	}
	// The XML declaration has no place inside HTML.
	svg := plot.Bytes()
	if at := bytes.Index(svg, []byte("<svg")); at > 0 {
		svg = svg[at:]
	}
	title := "Flows on one link"
	if r.Plan.Mine.Algorithm != "" {
		title = fmt.Sprintf("%s in the lab", r.Plan.Mine.Label)
	}
	return template.Must(template.New("report").Parse(page)).Execute(w, map[string]any{
		"Title": title, "Kernel": r.Kernel, "Disturbed": r.Disturbed, "Verdicts": verdicts,
		"Table": table.String(), "Plot": template.HTML(svg), "Metrics": r.Metrics,
	})
}
