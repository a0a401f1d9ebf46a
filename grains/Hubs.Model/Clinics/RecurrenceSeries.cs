using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>A rule with a start, a time of day and exceptions: what one calendar entry with RRULE and EXDATE says.</summary>
public sealed record RecurrenceSeries
{
    public required RecurrenceRule Rule { get; init; }

    public required DateOnly StartsOn { get; init; }

    /// <summary>Wall time: 09:00 stays 09:00 when the clocks change.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>EXDATE: dates left out. They still use up COUNT.</summary>
    public ImmutableArray<DateOnly> ExceptDates { get; init; } = [];

    /// <summary>What happens from <paramref name="from"/> to <paramref name="to"/>, both included, in order.</summary>
    public IEnumerable<Occurrence> Between(DateOnly from, DateOnly to) =>
        Rule.Dates(StartsOn, from, to)
            .Where(date =>
                !ExceptDates.Contains(date) && Rule.Until?.Allows(date, Window.Start) != false
            )
            .Select(date => Occurrence.Of(date, Window));
}

/// <summary>One date of a series, and the instants it begins and ends.</summary>
public readonly record struct Occurrence(DateOnly Date, DateTimeOffset Start, DateTimeOffset End)
{
    public static Occurrence Of(DateOnly date, TimeWindow window)
    {
        var (start, end) = UkCalendar.Instants(date, window);
        return new Occurrence(date, start, end);
    }
}
