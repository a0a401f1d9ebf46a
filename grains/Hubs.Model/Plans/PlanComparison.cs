using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>Two plans of one week side by side.</summary>
public sealed record PlanComparison
{
    public required PlanFigures Before { get; init; }

    public required PlanFigures After { get; init; }

    /// <summary>The rules either plan was scored by, the largest change in points first.</summary>
    public ImmutableArray<RuleComparison> Rules { get; init; } = [];

    /// <summary>Sessions that are in one plan only, or differ in place, time or people. By date, time and name.</summary>
    public ImmutableArray<SessionDifference> Differences { get; init; } = [];

    public int Same { get; init; }

    public static PlanComparison Of(Plan before, Plan after)
    {
        var old = before.Sessions.ToDictionary(session => session.Id);
        var now = after.Sessions.ToDictionary(session => session.Id);
        var differences = old
            .Keys.Union(now.Keys)
            .Select(id => new SessionDifference(
                id,
                old.GetValueOrDefault(id),
                now.GetValueOrDefault(id)
            ))
            .Where(pair => !pair.IsSame)
            .OrderBy(pair => pair.Either.Date)
            .ThenBy(pair => pair.Either.Window.Start)
            .ThenBy(pair => pair.Either.ServiceName, StringComparer.Ordinal)
            .ThenBy(pair => pair.Session.Value, StringComparer.Ordinal)
            .ToImmutableArray();
        return new PlanComparison
        {
            Before = PlanFigures.Of(before),
            After = PlanFigures.Of(after),
            Rules = RulesOf(before, after),
            Differences = differences,
            Same = now.Count - differences.Count(pair => pair.After is not null),
        };
    }

    private static ImmutableArray<RuleComparison> RulesOf(Plan before, Plan after)
    {
        var old = before.Scores.ToDictionary(score => score.Rule);
        var now = after.Scores.ToDictionary(score => score.Rule);
        return
        [
            .. old
                .Keys.Union(now.Keys)
                .Select(rule => new RuleComparison(
                    rule,
                    old.GetValueOrDefault(rule),
                    now.GetValueOrDefault(rule)
                ))
                .Where(pair => pair.IsWorthSaying)
                .OrderByDescending(pair => pair.After?.IsHard ?? pair.Before!.IsHard)
                .ThenByDescending(pair => Math.Abs(pair.Change))
                .ThenBy(pair => pair.Rule, StringComparer.Ordinal),
        ];
    }
}

public sealed record PlanFigures(int Placed, int NotPlaced, int HardViolations, double Cost)
{
    public static PlanFigures Of(Plan plan) =>
        new(plan.Sessions.Length, plan.NotPlaced, plan.HardViolations, plan.Cost);
}

/// <summary>One rule in both plans; null where a plan was not scored by it.</summary>
public sealed record RuleComparison(string Rule, RuleScore? Before, RuleScore? After)
{
    /// <summary>Points more (negative: fewer) than before; a hard rule has no points.</summary>
    public double Change => (After?.Cost ?? 0) - (Before?.Cost ?? 0);

    /// <summary>Hard rules both plans keep, and soft ones that cost neither anything, are left out.</summary>
    [JsonIgnore]
    public bool IsWorthSaying => (Before?.Count ?? 0) > 0 || (After?.Count ?? 0) > 0;
}

/// <summary>A session before and after; null where a plan has no place for it.</summary>
public sealed record SessionDifference(SessionId Session, Session? Before, Session? After)
{
    [JsonIgnore]
    public Session Either => After ?? Before!;

    [JsonIgnore]
    public bool IsSame =>
        Before is { } old
        && After is { } now
        && old.Room == now.Room
        && old.Date == now.Date
        && old.Window == now.Window
        && old.Clinicians.ToHashSet().SetEquals(now.Clinicians);
}
