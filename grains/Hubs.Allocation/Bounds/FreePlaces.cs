namespace Hubs.Allocation;

/// <summary>
/// What the static rules and the fixed sessions leave to each kind of session, everybody else away: no plan places one anywhere else.
/// </summary>
internal sealed class FreePlaces
{
    private readonly int[][] starts;
    private readonly CellSet[] sets;

    /// <param name="timetable">With nothing on it but the fixed sessions.</param>
    public FreePlaces(Timetable timetable)
    {
        Timetable = timetable;
        var week = timetable.Week;
        var candidates = week.Candidates;
        starts = new int[candidates.Room.Length][];
        sets = new CellSet[candidates.Room.Length];
        starts.AsSpan().Fill([]);
        sets.AsSpan().Fill(new CellSet(week.Grid.Words));
        Sessions = new int[candidates.FirstOption.Length][];
        var byKind = Enumerable
            .Range(0, week.Sessions.Count)
            .Where(s => !week.Sessions.IsFixed(s))
            .ToLookup(s => week.Sessions.Kind[s]);
        var nothingIsFixed = Array.TrueForAll(week.Sessions.Fixed, session => session is null);
        for (var kind = 0; kind < Sessions.Length; kind++)
        {
            Sessions[kind] = [.. byKind[kind]];
            if (Sessions[kind].Length == 0)
                continue;
            var session = Sessions[kind][0];
            for (var o = candidates.FirstOption[kind]; o < candidates.EndOf(kind); o++)
            {
                var all = candidates.Starts[o];
                // In an empty week no hard rule looks at the time of day.
                starts[o] = nothingIsFixed
                    ? all.Length > 0 && timetable.Breaks(session, o, all[0])
                        ? []
                        : all
                    : Array.FindAll(all, start => !timetable.Breaks(session, o, start));
                sets[o] =
                    starts[o].Length == all.Length ? candidates.StartSet[o] : SetOf(starts[o]);
            }
        }
    }

    public Timetable Timetable { get; }

    public DenseWeek Week => Timetable.Week;

    public int Kinds => Sessions.Length;

    /// <summary>By kind: the sessions that are not fixed.</summary>
    public int[][] Sessions { get; }

    public int[] Starts(int option) => starts[option];

    public CellSet Set(int option) => sets[option];

    public int ClinicOf(int kind) => Timetable.ClinicOfKind(kind);

    public DenseClinic Clinic(int kind) => Week.Clinics[ClinicOf(kind)];

    /// <summary>Not every team of the clinic is a candidate, so nothing can be proven of it.</summary>
    public bool IsSampled(int kind) => Clinic(kind).TeamsAreSampled;

    public IEnumerable<int> Options(int kind) =>
        Enumerable
            .Range(Week.Candidates.FirstOption[kind], Week.Candidates.OptionCount[kind])
            .Where(option => starts[option].Length > 0);

    /// <summary>Starts of a kind in a room, whoever is in the team; null when there are none.</summary>
    public CellSet? InRoom(int kind, int room)
    {
        var (first, count) = Week.Candidates.InRoom(kind, room);
        CellSet? all = null;
        for (var option = first; option < first + count; option++)
            if (starts[option].Length > 0)
                all = all is null ? sets[option] : all.Or(sets[option]);
        return all;
    }

    /// <summary>How many more sessions a clinic may have on a day by its own maximum.</summary>
    public int MostOn(int kind, int day)
    {
        var clinic = Clinic(kind);
        if (clinic.MaximumPerDay == int.MaxValue)
            return int.MaxValue;
        var there = 0;
        for (var s = clinic.FirstSession; s < clinic.FirstSession + clinic.SessionCount; s++)
            there += Timetable.Day[s] == day ? 1 : 0;
        return Math.Max(0, clinic.MaximumPerDay - there);
    }

    private CellSet SetOf(int[] cells)
    {
        var set = new CellSet(Week.Grid.Words);
        foreach (var cell in cells)
            set.Add(cell, cell + 1);
        return set;
    }

    public IEnumerable<int> KindsOf(int clinic) =>
        Enumerable
            .Range(Week.Clinics[clinic].FirstSession, Week.Clinics[clinic].SessionCount)
            .Where(s => !Week.Sessions.IsFixed(s))
            .Select(s => Week.Sessions.Kind[s])
            .Distinct();

    public IEnumerable<int> FixedOf(int clinic) =>
        Enumerable
            .Range(Week.Clinics[clinic].FirstSession, Week.Clinics[clinic].SessionCount)
            .Where(Week.Sessions.IsFixed);
}
