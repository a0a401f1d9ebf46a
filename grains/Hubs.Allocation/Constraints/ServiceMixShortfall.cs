using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A hub has as many sessions of a service as its service mix asks for; each that is missing costs.</summary>
internal abstract class ServiceMixShortfall(Timetable timetable, ServiceMix mix, int[] prices)
    : SoftRule(timetable)
{
    public override int Price { get; } = prices.Max();

    protected abstract int Wanted(ServiceTarget target);

    protected abstract string Sentence(int missing);

    /// <summary>How many sessions each hub wants of each service it has a target for.</summary>
    public IEnumerable<(int Hub, int Service, int Wanted)> Targets() =>
        mix.Targets.Select(line => (line.Hub, line.Service, Wanted(line.Target)));

    public int PriceAt(int hub) => prices[hub];

    public override bool Watches(int clinic) => mix.Covers(clinic);

    public override int MostGain(int clinic) => Price;

    public override bool SeesTime => false;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) => mix.SameService(clinic, other);

    public override int Marginal(int session, int option, int start) =>
        mix.Target(session, option) is { } target
        && mix.CountWithout(session, option, -1) < Wanted(target)
            ? -prices[Timetable.Week.Candidates.Hub[option]]
            : 0;

    public override void Placed(int session) => mix.Count(session, 1);

    public override void Removed(int session) => mix.Count(session, -1);

    public override RuleTotal Total()
    {
        var missing = 0;
        long cost = 0;
        foreach (var (hub, target, count) in mix.Recount())
        {
            var fewer = Math.Max(0, Wanted(target) - count);
            missing += fewer;
            cost += (long)fewer * prices[hub];
        }
        return new RuleTotal(cost, missing, Sentence(missing));
    }
}
