using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>
/// Everything one command changed, with who, when and why: one version of the diary, never edited. <see cref="Receipt"/> is the answer it got,
/// left out (to keep bookings small) where the facts say it all.
/// </summary>
public sealed record DiaryEntry(
    CommandId Command,
    string Fingerprint,
    DateTimeOffset At,
    Actor By,
    string? Why,
    ImmutableArray<DiaryFact> Facts
)
{
    public Receipt? Receipt { get; init; }
}
