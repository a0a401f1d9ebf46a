using System.Collections.Immutable;
using Hubs.Allocation;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>
/// The week laid out for questions, kept for as long as all it rests on is the same: laying it out costs a tenth of a second, comparing
/// what it rests on next to nothing, because unchanged parts are the same objects.
/// </summary>
internal sealed class LaidOutWeek
{
    private WeekProblem? _problem;
    private ImmutableArray<Session> _plan = [];
    private WeekInquiry? _inquiry;

    public async Task<WeekInquiry> For(WeekProblem problem, ImmutableArray<Session> plan)
    {
        if (_inquiry is { } known && _plan == plan && IsSame(_problem!, problem))
            return known;
        var inquiry = await Task.Run(() => Allocator.Inquire(problem, plan));
        (_problem, _plan, _inquiry) = (problem, plan, inquiry);
        return inquiry;
    }

    /// <summary>Whether two problems of one week ask the same.</summary>
    public static bool IsSame(WeekProblem a, WeekProblem b) =>
        a.Wanted.SequenceEqual(b.Wanted)
        && a.Fixed.SequenceEqual(b.Fixed)
        && a.Blocks.SequenceEqual(b.Blocks)
        && a.Familiar.SequenceEqual(b.Familiar)
        && a.Network.Hubs.SequenceEqual(b.Network.Hubs)
        && a.Network.Clinicians.SequenceEqual(b.Network.Clinicians)
        && a.Network.Clinics.SequenceEqual(b.Network.Clinics)
        && a.Network.Services.SequenceEqual(b.Network.Services)
        && a.Network.Pathways.SequenceEqual(b.Network.Pathways)
        && a.Network.Travel.SequenceEqual(b.Network.Travel)
        && a.Network.Rest == b.Network.Rest
        && a.Weights.Count == b.Weights.Count
        && a.Weights.All(weight =>
            b.Weights.TryGetValue(weight.Key, out var other) && other == weight.Value
        );
}
