using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A hub has as many sessions of a service as its service mix asks for; each that is missing costs.</summary>
internal abstract class ServiceMixShortfall(Timetable timetable, ServiceMix mix, int price)
    : SoftRule(timetable)
{
    public override int Price { get; } = price;

    protected abstract int Wanted(ServiceTarget target);

    protected abstract string Sentence(int missing);

    /// <summary>How many sessions each hub wants of each service it has a target for.</summary>
    public IEnumerable<(int Hub, int Service, int Wanted)> Targets() =>
        mix.Targets.Select(line => (line.Hub, line.Service, Wanted(line.Target)));

    public override bool Watches(int clinic) => mix.Covers(clinic);

    public override int MostGain(int clinic) => Price;

    public override bool SeesTime => false;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) => mix.SameService(clinic, other);

    public override int Marginal(int session, int option, int start) =>
        mix.Target(session, option) is { } target
        && mix.CountWithout(session, option, -1) < Wanted(target)
            ? -Price
            : 0;

    public override void Placed(int session) => mix.Count(session, 1);

    public override void Removed(int session) => mix.Count(session, -1);

    public override RuleTotal Total()
    {
        var missing = mix.Recount().Sum(pair => Math.Max(0, Wanted(pair.Target) - pair.Count));
        return new RuleTotal((long)missing * Price, missing, Sentence(missing));
    }
}
