using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Every hard rule again, written plainly over sessions and minutes: the judge of what the search made.</summary>
internal static class Verification
{
    public const string FixedId = "fixed";

    public static ImmutableArray<RuleBreach> Of(
        WeekProblem problem,
        ImmutableArray<Session> sessions
    )
    {
        var evidence = new Evidence(problem, sessions);
        SessionChecks.Run(evidence);
        ClashChecks.Run(evidence);
        FixedAndOnce(evidence);
        return evidence.Breaches;
    }

    private static void FixedAndOnce(Evidence evidence)
    {
        foreach (var twice in evidence.Sessions.GroupBy(s => s.Id).Where(same => same.Count() > 1))
            evidence.Add(
                FixedId,
                $"Session {twice.Key} is placed {twice.Count()} times",
                [.. twice]
            );
        var placed = evidence.Sessions.ToLookup(s => s.Id);
        foreach (var pinned in evidence.Problem.Fixed)
            if (
                placed[pinned.Id].FirstOrDefault() is not { } now
                || (now.Room, now.Date, now.Window) != (pinned.Room, pinned.Date, pinned.Window)
            )
                evidence.Add(
                    FixedId,
                    $"{pinned.ServiceName} was fixed on {Evidence.When(pinned)} in {pinned.Room} and is not there",
                    pinned
                );
    }
}
