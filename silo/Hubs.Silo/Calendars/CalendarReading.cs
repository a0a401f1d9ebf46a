using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Calendars;

/// <summary>
/// When a calendar says its owner is busy, or why it cannot be read. Titles, places and people in the calendar are never looked at.
/// </summary>
/// <param name="Busy">In order, without overlaps, within the days asked for.</param>
/// <param name="Notes">What was left out or guessed, in sentences; nothing of the calendar's own text is in them.</param>
public sealed record CalendarReading(
    ImmutableArray<BusyTime> Busy,
    ImmutableArray<string> Notes,
    Refusal? Refusal
)
{
    internal static CalendarReading Refused(CalendarRefusedException refused) =>
        new([], [], new Refusal(refused.Code, refused.Message));
}

/// <summary>Ends a reading early; the reader's front door turns it into a refusal.</summary>
internal sealed class CalendarRefusedException(string code, string sentence) : Exception(sentence)
{
    public string Code { get; } = code;
}

/// <summary>
/// How much one calendar may cost. Counted, not timed, so the same file always gets the same answer; all of it together takes well under 2 seconds.
/// </summary>
internal sealed class CalendarWork
{
    public const int MostBytes = 10 * 1024 * 1024;
    public const int MostEntries = 30_000;
    public const int DeepestNesting = 8;
    private const int MostSteps = 1_500_000;
    private const int MostTimes = 200_000;
    private const int MostCandidates = 40_000;

    private int _steps;
    private long _candidates;
    private int _times;

    /// <summary>A day or a moment was looked at.</summary>
    public void Step(int count = 1)
    {
        if ((_steps += count) > MostSteps)
            throw TooMuch();
    }

    /// <summary>For what is slower by the step: true, and counted, while all of it together stays small.</summary>
    public bool Affords(long candidates)
    {
        if (candidates > MostCandidates - _candidates)
            return false;
        _candidates += candidates;
        return true;
    }

    /// <summary>A time came out of it and is kept in memory.</summary>
    public void Keep()
    {
        if (++_times > MostTimes)
            throw TooMuch();
    }

    private static CalendarRefusedException TooMuch() =>
        new(
            "calendar-too-much",
            "This calendar repeats something too often to be worked out, such as every second. Export it again without that entry."
        );
}
