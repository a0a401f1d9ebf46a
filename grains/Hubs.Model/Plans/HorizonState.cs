using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>The weeks in which people can book, oldest first, and how far each is.</summary>
public sealed record HorizonState(ImmutableArray<HorizonWeek> Weeks)
{
    /// <summary>Days ahead, today included, that are always bookable.</summary>
    public const int Days = 42;

    public bool IsDone =>
        Weeks.All(week => week.Status is PlanStatus.Published or PlanStatus.Draft);

    /// <summary>Every ISO week that has a day of the next six weeks in it.</summary>
    public static ImmutableArray<IsoWeek> WeeksFrom(DateOnly today) =>
        [.. Enumerable.Range(0, Days).Select(day => IsoWeek.Of(today.AddDays(day))).Distinct()];
}

public sealed record HorizonWeek(
    IsoWeek Week,
    PlanStatus Status,
    PlanProgress? Progress,
    ImmutableArray<string> Problems
);
