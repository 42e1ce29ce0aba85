package progen

// module is a module of the standard library: its structs, and its functions
// without their module's name.
type module struct {
	name    string
	chance  int // it is used once in so many programs
	structs []string
	fns     []function
}

// modules are those that programs use.
var modules = []module{
	{"tcp", 3, []string{"Part", "Prr"}, []function{
		does("reno_cong_avoid", "", plain), gives("slow_start", "", plain, plain).storing(), does("cong_avoid_ai", "", plain, plain),
		does("change_window", "Part", plain, plain), does("begin_prr", "Prr", plain), does("prr", "Prr", plain, plain), gives("current_ssthresh", "", plain),
		does("pace", "", plain, plain, seconds),
	}},
	{"math", 5, nil, []function{
		gives("cbrt", "", plain, plain).free(), gives("sqrt", "", plain, plain).free(), gives("log2", "", plain, plain).free(), gives("exp", "", plain, plain).free(),
		gives("exp_minus", "", plain, plain).free(), gives("power_minus", "", plain, plain).free(),
	}},
	{"filter", 6, []string{"MaxRate", "MinDelay"}, []function{
		does("running_max", "MaxRate", plain, plain, freq).free(), does("reset", "MaxRate", plain, freq).free(), does("set1", "MaxRate", plain, freq).free(),
		does("set2", "MaxRate", plain, freq).free(), does("shift", "MaxRate", plain, freq).free(), does("take_delay", "MinDelay", seconds, seconds),
		gives("least_delay", "MinDelay", seconds).free(), gives("average", "", plain, plain, plain, plain).free(),
	}},
	{"hystart", 4, []string{"Search"}, []function{does("reset", "Search"), gives("ack_delay", "", seconds), does("update", "Search", seconds, seconds)}},
	{"hystartpp", 4, []string{"Search"}, []function{
		does("reset", "Search"), does("leave", "Search"), does("follow", "Search"), does("take", "Search", seconds).free(), does("grow", "Search", plain),
	}},
	{"round", 4, []string{"Trip"}, []function{does("begin", "Trip"), gives("over", "Trip", truth).storing()}},
	{"delay", 4, []string{"Round"}, []function{
		does("begin", "Round"), does("restart", "Round"), does("follow_state", "Round", typ{kind: enum, enum: "CaState"}), does("take", "Round", seconds).free(),
	}},
	{"cube", 4, []string{"Curve"}, []function{
		does("begin_epoch", "Curve", plain, plain, plain), gives("target", "Curve", plain, plain), gives("update", "Curve", plain, plain, plain, truth, plain).storing(),
		gives("keep_up_with_reno", "Curve", plain, plain, plain).storing(), does("lost", "Curve", plain, truth), does("resume", "Curve"), gives("take", "Curve", truth, seconds).storing(),
	}},
	{"ecnecho", 4, []string{"Receiver"}, []function{does("begin", "Receiver"), does("saw", "Receiver", truth)}},
}

// does is a function that stores and gives nothing; it takes the connection, a
// struct by reference if record names one, and values.
func does(name, record string, params ...typ) function {
	f := function{name: name, stores: true}
	if record != "" {
		f.record = &structDecl{name: record}
	}
	for _, t := range params {
		f.params = append(f.params, variable{typ: t})
	}
	return f
}

// gives is a function that stores nothing and gives a value.
func gives(name, record string, result typ, params ...typ) function {
	f := does(name, record, params...)
	f.result, f.gives, f.stores = result, true, false
	return f
}

func (f function) storing() function { f.stores = true; return f }

// free is the function, which does not take the connection.
func (f function) free() function { f.noSock = true; return f }
