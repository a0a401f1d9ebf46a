namespace Hubs.Allocation;

/// <summary>
/// Where every session is now. Keeps each rule's counts in step: a session is placed and removed here and nowhere else. Costs are
/// in hundredths of a point.
/// </summary>
internal sealed class Timetable
{
    private readonly int[] clinicOf;
    private readonly int[] clinicOfKind;
    private readonly int[] hope;

    /// <summary>By clinic: the rules that watch it.</summary>
    private readonly Rule[][] counting;
    private readonly HardRule[][] hard;
    private readonly HardRule[][] hardBesidesClashes;
    private readonly SoftRule[][] soft;
    private readonly SoftRule[][] softOfRooms;
    private readonly SoftRule[][] softOfTimes;

    public Timetable(DenseWeek week)
    {
        Week = week;
        var count = week.Sessions.Count;
        clinicOf = week.Sessions.Clinic;
        hope = new int[week.Clinics.Length];
        clinicOfKind = new int[week.Candidates.FirstOption.Length];
        for (var s = 0; s < count; s++)
            clinicOfKind[week.Sessions.Kind[s]] = week.Sessions.Clinic[s];
        Start = new int[count];
        End = new int[count];
        Day = new int[count];
        Option = new int[count];
        Room = new int[count];
        Hub = new int[count];
        UnplacedCost = new int[count];
        Changes = new ChangedSessions(count);
        Start.AsSpan().Fill(-1);
        End.AsSpan().Fill(-1);
        Day.AsSpan().Fill(-1);
        Option.AsSpan().Fill(-1);
        Room.AsSpan().Fill(-1);
        Hub.AsSpan().Fill(-1);
        for (var s = 0; s < count; s++)
            UnplacedCost[s] = Weights.Unplaced(week.Clinics[week.Sessions.Clinic[s]].Priority);
        NeverTogether = new NeverTogether(this);
        Hard = [.. RuleBook.Hard.Select(rule => rule(this)).OfType<HardRule>()];
        Places = [.. RuleBook.Places.Select(rule => rule(this)).OfType<PlaceRule>()];
        Soft = [.. RuleBook.Soft.Select(rule => rule(this)).OfType<SoftRule>()];
        PlaceCosts = new PlaceCosts(week, Places);
        RoomClash = (RoomClash)Hard[0];
        counting =
        [
            .. Watching<Rule>([.. Hard, .. Soft])
                .Select((rules, c) => rules.Where(rule => rule.Counts(c)).ToArray()),
        ];
        hard = Watching(Hard);
        hardBesidesClashes =
        [
            .. hard.Select(
                (rules, c) =>
                    rules
                        .Where(rule => rule != RoomClash && !NeverTogether.SpeaksFor(rule, c))
                        .ToArray()
            ),
        ];
        soft = Watching(Soft);
        softOfRooms = Watching([.. Soft.Where(rule => rule.SeesRoom)]);
        softOfTimes = Watching([.. Soft.Where(rule => rule.SeesTime)]);
        MostGain = [.. week.Clinics.Select((_, c) => soft[c].Sum(rule => rule.MostGain(c)))];
        for (var c = 0; c < hope.Length; c++)
            hope[c] += soft[c].Where(rule => !rule.TellsHope).Sum(rule => rule.MostGain(c));
        for (var s = 0; s < count; s++)
            if (week.Sessions.IsFixed(s))
            {
                var option = week.Candidates.FirstOption[week.Sessions.Kind[s]];
                Place(s, option, week.Candidates.Starts[option][0]);
            }
    }

    public DenseWeek Week { get; }

    /// <summary>By session: first cell, cell after the last, day, option, room and hub; -1 while unplaced.</summary>
    public int[] Start { get; }

    public int[] End { get; }

    public int[] Day { get; }

    public int[] Option { get; }

    public int[] Room { get; }

    public int[] Hub { get; }

    public int[] UnplacedCost { get; }

    public HardRule[] Hard { get; }

    /// <summary>The first of the hard rules: who holds a room is asked more often than anything else.</summary>
    public RoomClash RoomClash { get; }

    /// <summary>For <see cref="BestFound"/>.</summary>
    public ChangedSessions Changes { get; }

    public NeverTogether NeverTogether { get; }

    public PlaceRule[] Places { get; }

    public SoftRule[] Soft { get; }

    public PlaceCosts PlaceCosts { get; }

    /// <summary>By clinic: the most the rules between sessions can gain by moving one of its sessions.</summary>
    public int[] MostGain { get; }

    /// <summary>
    /// By clinic: the same as things are now. What a move costs by itself, less this, is what it costs at least.
    /// </summary>
    public int Hope(int clinic) => hope[clinic];

    public void ChangeHope(int clinic, int by) => hope[clinic] += by;

    /// <summary>The clinic whose sessions are of this kind.</summary>
    public int ClinicOfKind(int kind) => clinicOfKind[kind];

    /// <summary>The hard rules that watch a session, room clash first.</summary>
    public HardRule[] HardOf(int session) => hard[clinicOf[session]];

    /// <summary>Adds the sessions that would have to go elsewhere before a session could go to this option and start.</summary>
    public void AddBlockers(int session, int option, int start, Blockers blockers)
    {
        RoomClash.AddBlockers(session, option, start, blockers);
        NeverTogether.AddBlockers(session, start, blockers);
        foreach (var rule in hardBesidesClashes[clinicOf[session]])
            rule.AddBlockers(session, option, start, blockers);
    }

    public bool IsPlaced(int session) => Start[session] >= 0;

    public int[] Team(int session) => TeamOf(Option[session]);

    public int[] TeamOf(int option) => Week.Teams[Week.Candidates.Team[option]];

    /// <summary>By clinic: whether it has an option for which something is so.</summary>
    public bool[] ClinicsWith(Func<int, bool> isSo)
    {
        var candidates = Week.Candidates;
        var found = new bool[Week.Clinics.Length];
        for (var kind = 0; kind < clinicOfKind.Length; kind++)
        for (var i = 0; i < candidates.OptionCount[kind]; i++)
            found[clinicOfKind[kind]] =
                found[clinicOfKind[kind]] || isSo(candidates.FirstOption[kind] + i);
        return found;
    }

    /// <summary>By person: the sessions they are in the team of at some candidate.</summary>
    public int[][] SessionsOfPeople()
    {
        var candidates = Week.Candidates;
        var peopleOf = new HashSet<int>[clinicOfKind.Length];
        for (var kind = 0; kind < peopleOf.Length; kind++)
            peopleOf[kind] =
            [
                .. Enumerable
                    .Range(candidates.FirstOption[kind], candidates.OptionCount[kind])
                    .SelectMany(TeamOf),
            ];
        var found = new List<int>[Week.People.Length];
        for (var p = 0; p < found.Length; p++)
            found[p] = [];
        for (var s = 0; s < Start.Length; s++)
            foreach (var person in peopleOf[Week.Sessions.Kind[s]])
                found[person].Add(s);
        return [.. found.Select(list => list.ToArray())];
    }

    private T[][] Watching<T>(T[] rules)
        where T : Rule =>
        [
            .. Week.Clinics.Select(
                (_, clinic) => rules.Where(rule => rule.Watches(clinic)).ToArray()
            ),
        ];

    public void Place(int session, int option, int start)
    {
        var candidates = Week.Candidates;
        Start[session] = start;
        End[session] = start + Week.Sessions.Length[session];
        Day[session] = Week.Grid.DayOf[start];
        Option[session] = option;
        Room[session] = candidates.Room[option];
        Hub[session] = candidates.Hub[option];
        Changes.Add(session);
        NeverTogether.Placed(session);
        foreach (var rule in counting[clinicOf[session]])
            rule.Placed(session);
    }

    /// <summary>Every session that has no place yet goes where it is in another timetable of the same week.</summary>
    public void PlaceAsIn(Timetable other)
    {
        for (var s = 0; s < Start.Length; s++)
            if (!IsPlaced(s) && other.IsPlaced(s))
                Place(s, other.Option[s], other.Start[s]);
    }

    public void Remove(int session)
    {
        Changes.Add(session);
        NeverTogether.Removed(session);
        foreach (var rule in counting[clinicOf[session]])
            rule.Removed(session);
        Start[session] = End[session] = Day[session] = -1;
        Option[session] = Room[session] = Hub[session] = -1;
    }

    public bool Breaks(int session, int option, int start, int except = -1) =>
        RoomClash.Breaks(session, option, start, except)
        || BreaksBesidesRoom(session, option, start, except);

    /// <summary>The same, the room left out: for callers who know who holds it.</summary>
    public bool BreaksBesidesRoom(int session, int option, int start, int except)
    {
        if (NeverTogether.Breaks(session, start, except))
            return true;
        foreach (var rule in hardBesidesClashes[clinicOf[session]])
            if (rule.Breaks(session, option, start, except))
                return true;
        return false;
    }

    /// <summary>What the session costs at a place more than it would cost nowhere, its own unplaced cost left out.</summary>
    public int Marginal(int session, int option, int start)
    {
        var cost = PlaceCosts.Of(option, start);
        foreach (var rule in soft[clinicOf[session]])
            cost += rule.Marginal(session, option, start);
        return cost;
    }

    /// <summary>Whether a placed session costs something where it is that it might not cost elsewhere.</summary>
    public bool IsDear(int session)
    {
        if (
            PlaceCosts.Of(Option[session], Start[session])
            > PlaceCosts.Least(Week.Sessions.Kind[session])
        )
            return true;
        foreach (var rule in soft[clinicOf[session]])
            if (rule.IsDear(session))
                return true;
        return false;
    }

    public int Marginal(int session) => Marginal(session, Option[session], Start[session]);

    /// <summary>What moving a placed session costs by the rules that look at its place alone.</summary>
    public int PlaceDelta(int session, int option, int start) =>
        PlaceCosts.Of(option, start) - PlaceCosts.Of(Option[session], Start[session]);

    /// <summary>
    /// What moving a placed session costs, all else as it is now. Once it is clear that this is more than a limit, the answer may be
    /// any number above the limit.
    /// </summary>
    public int Delta(int session, int option, int start, int limit)
    {
        var clinic = clinicOf[session];
        var delta = PlaceDelta(session, option, start);
        var most = limit + hope[clinic];
        var rules =
            option == Option[session] ? softOfTimes[clinic]
            : start == Start[session] && Week.Candidates.Hub[option] == Hub[session]
                ? softOfRooms[clinic]
            : soft[clinic];
        foreach (var rule in rules)
        {
            if (delta > most)
                return delta - hope[clinic];
            delta += rule.Delta(session, option, start, most - delta);
        }
        return delta;
    }

    /// <summary>What it costs that two placed sessions take each other's hub and start, where every rule that couples them measures it.</summary>
    public int ExchangeDelta(
        int session,
        int option,
        int start,
        int other,
        int otherOption,
        int otherStart
    )
    {
        var (clinic, otherClinic) = (clinicOf[session], clinicOf[other]);
        var delta = PlaceDelta(session, option, start) + PlaceDelta(other, otherOption, otherStart);
        foreach (var rule in soft[clinic])
            delta += Measures(rule)
                ? rule.ExchangeDelta(session, option, start, other, otherOption, otherStart)
                : rule.Delta(session, option, start, int.MaxValue);
        foreach (var rule in soft[otherClinic])
            if (!Measures(rule))
                delta += rule.Delta(other, otherOption, otherStart, int.MaxValue);
        return delta;

        bool Measures(SoftRule rule) => rule.MeasuresExchanges && rule.Couples(clinic, otherClinic);
    }

    /// <summary>Everything from scratch: every soft rule, and every session that has no place.</summary>
    public long Total()
    {
        var total = Soft.Sum(rule => rule.Total().Cost) + Places.Sum(rule => rule.Total().Cost);
        for (var s = 0; s < Start.Length; s++)
            if (!IsPlaced(s))
                total += UnplacedCost[s];
        return total;
    }
}
