using System.Numerics;

namespace Hubs.Allocation;

/// <summary>
/// Compactness where every session of a pathway is one cell long and near means next: a day of a pathway is one word, a bit for each cell
/// that has a session. (Two of them are never in one cell; where they could be, this does not suit.)
/// </summary>
internal sealed class CompactnessInBits : Compactness
{
    private const int MostCellsPerDay = 64;

    private readonly int[] dayOf;
    private readonly int[] firstCell;
    private readonly int[] hubOf;
    private readonly int[] days;
    private readonly int[] hubNow;
    private readonly int[] starts;

    /// <summary>Words of one pathway: one for each hub and day.</summary>
    private readonly int stride;
    private readonly ulong[] busy;

    public CompactnessInBits(Timetable timetable, int[] prices)
        : base(timetable, prices)
    {
        var week = timetable.Week;
        dayOf = week.Grid.DayOf;
        firstCell = [.. dayOf.Select(week.Grid.FirstCell)];
        hubOf = week.Candidates.Hub;
        days = timetable.Day;
        hubNow = timetable.Hub;
        starts = timetable.Start;
        stride = week.Hubs.Count * TimeGrid.Days;
        busy = new ulong[week.PathwayCount * stride];
    }

    public static bool Suits(Timetable timetable)
    {
        var week = timetable.Week;
        if (NearCells(week) > 0 || week.Grid.CellsPerDay > MostCellsPerDay)
            return false;
        for (var s = 0; s < week.Sessions.Count; s++)
        {
            var clinic = week.Clinics[week.Sessions.Clinic[s]];
            if (
                clinic.Pathways.Length > 0
                && (
                    week.Sessions.Length[s] > 1
                    || week.Sessions.IsFixed(s)
                    || (
                        clinic.SessionCount > 1
                        && !timetable.NeverTogether.WithItself(week.Sessions.Clinic[s])
                    )
                )
            )
                return false;
        }
        return true;
    }

    public override int Marginal(int session, int option, int start)
    {
        var to = Word(hubOf[option], dayOf[start]);
        var bit = Bit(start);
        // Its own present place counts as empty.
        var own =
            starts[session] >= 0 && Word(hubNow[session], days[session]) == to
                ? Bit(starts[session])
                : 0;
        var alone = 0;
        foreach (var pathway in PathwaysOf[ClinicOf[session]])
        {
            var others = busy[pathway * stride + to] & ~own;
            alone += Alone(others | bit) - Alone(others);
        }
        return alone * Price;
    }

    public override int Delta(int session, int option, int start, int limit)
    {
        var step = StepOf(session, option, start);
        var alone = 0;
        foreach (var pathway in PathwaysOf[ClinicOf[session]])
            alone += Change(pathway, step);
        return alone * Price;
    }

    public override bool MeasuresExchanges => true;

    /// <summary>A pathway that both belong to stays as it is: where one leaves, the other comes.</summary>
    public override int ExchangeDelta(
        int session,
        int option,
        int start,
        int other,
        int otherOption,
        int otherStart
    )
    {
        int[] own = PathwaysOf[ClinicOf[session]];
        int[] others = PathwaysOf[ClinicOf[other]];
        var alone = 0;
        var step = StepOf(session, option, start);
        foreach (var pathway in own)
            if (!others.AsSpan().Contains(pathway))
                alone += Change(pathway, step);
        step = StepOf(other, otherOption, otherStart);
        foreach (var pathway in others)
            if (!own.AsSpan().Contains(pathway))
                alone += Change(pathway, step);
        return alone * Price;
    }

    private readonly record struct Step(int From, int To, ulong Left, ulong Taken);

    private Step StepOf(int session, int option, int start) =>
        new(
            Word(hubNow[session], days[session]),
            Word(hubOf[option], dayOf[start]),
            Bit(starts[session]),
            Bit(start)
        );

    /// <summary>How many more sessions of a pathway are alone once one has made a step.</summary>
    private int Change(int pathway, in Step step)
    {
        var before = busy[pathway * stride + step.From];
        if (step.From == step.To)
            return Alone((before ^ step.Left) | step.Taken) - Alone(before);
        var there = busy[pathway * stride + step.To];
        return Alone(before ^ step.Left) - Alone(before) + Alone(there | step.Taken) - Alone(there);
    }

    public override void Placed(int session) => Flip(session);

    public override void Removed(int session) => Flip(session);

    private void Flip(int session)
    {
        var word = Word(hubNow[session], days[session]);
        var bit = Bit(starts[session]);
        foreach (var pathway in PathwaysOf[ClinicOf[session]])
            busy[pathway * stride + word] ^= bit;
    }

    private static int Alone(ulong cells) =>
        BitOperations.PopCount(cells & ~(cells << 1) & ~(cells >> 1));

    private ulong Bit(int start) => 1UL << (start - firstCell[start]);

    private static int Word(int hub, int day) => hub * TimeGrid.Days + day;
}
