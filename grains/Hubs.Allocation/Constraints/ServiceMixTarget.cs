namespace Hubs.Allocation;

/// <summary>A hub has the number of sessions of a service that its service mix aims at; what is missing beyond the minimum costs less.</summary>
internal sealed class ServiceMixTarget : SoftRule
{
    public const string Id = "service-mix-target";

    private readonly ServiceMix mix;

    private ServiceMixTarget(Timetable timetable, ServiceMix mix, int price)
        : base(timetable)
    {
        this.mix = mix;
        Price = price;
    }

    public static SoftRule? In(Timetable timetable)
    {
        var mix = new ServiceMix(timetable);
        return Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price && mix.HasTargets
            ? new ServiceMixTarget(timetable, mix, price)
            : null;
    }

    public override string Name => Id;

    public override bool Watches(int clinic) => mix.Covers(clinic);

    public override int Price { get; }

    public override int MostGain(int clinic) => Price;

    public override bool SeesTime => false;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) => mix.SameService(clinic, other);

    public override int Marginal(int session, int option, int start) =>
        mix.Target(session, option) is { } target
        && mix.CountWithout(session, option, -1) < target.Target
            ? -Price
            : 0;

    public override void Placed(int session) => mix.Count(session, 1);

    public override void Removed(int session) => mix.Count(session, -1);

    public override RuleTotal Total()
    {
        var missing = mix.Recount().Sum(pair => Math.Max(0, pair.Target.Target - pair.Count));
        return new RuleTotal(
            (long)missing * Price,
            missing,
            $"{missing} sessions fewer than the service mix aims at, over all hubs"
        );
    }
}
