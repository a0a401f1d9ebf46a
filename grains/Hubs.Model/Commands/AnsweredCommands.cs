using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// The answers that commands got, by their keys, for as long as a repeat can sensibly come: a page left open, a program that asks again after a weekend, an errand that a crash cut
/// short and the next start finishes. Without an end, a clinician's would grow for years.
/// </summary>
public static class AnsweredCommands
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>Old answers are looked for only this often: each look goes through all of them.</summary>
    private const int VersionsBetweenLooks = 128;

    internal static ImmutableDictionary<CommandId, AnsweredCommand> With(
        this ImmutableDictionary<CommandId, AnsweredCommand> answered,
        CommandId command,
        AnsweredCommand answer,
        long version
    )
    {
        var all = answered.SetItem(command, answer);
        return version % VersionsBetweenLooks == 0 ? all.Since(answer.At) : all;
    }

    /// <summary>Those from before answers had a time get this one.</summary>
    private static ImmutableDictionary<CommandId, AnsweredCommand> Since(
        this ImmutableDictionary<CommandId, AnsweredCommand> answered,
        DateTimeOffset now
    )
    {
        var kept = answered.ToBuilder();
        foreach (var (command, answer) in answered)
            if (answer.At == default)
                kept[command] = answer with { At = now };
            else if (now - answer.At > Kept)
                kept.Remove(command);
        return kept.ToImmutable();
    }
}
