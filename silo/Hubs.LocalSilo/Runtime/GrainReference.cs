using System.ComponentModel;

namespace Hubs.LocalSilo.Runtime;

/// <summary>
/// What <see cref="IGrainFactory"/> hands out: a generated subclass implements the interface. Public only because of that. Equal when
/// they lead to the same grain.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private Mailbox? _mailbox;

    internal Destination Destination { get; set; } = null!;

    internal string Key => Destination.Key;

    internal T Cast<T>() => Destination.Reference<T>();

    public bool Equals(GrainReference? other) =>
        other is not null && Destination.Equals(other.Destination);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => Destination.GetHashCode();

    public override string ToString() => Destination.ToString();

    /// <summary>Generated code passes every argument of a grain or observer type through here.</summary>
    public static T MustBeReference<T>(T argument) =>
        argument is null or GrainReference
            ? argument
            : throw new ArgumentException(
                $"{argument.GetType().Name} is an object, not a reference.\nPass this.AsReference<{typeof(T).Name}>() of a grain, or IGrainFactory.CreateObjectReference of an observer."
            );

    protected Task Send(PlainCall call)
    {
        try
        {
            return SendOff(call) ? call.Work! : call.AnswerTask;
        }
        catch (Exception exception)
        {
            return NotSent(exception);
        }
    }

    protected Task<T> Send<T>(Call<T> call)
    {
        try
        {
            return SendOff(call) ? call.Received(call.Work!) : call.AnswerTask;
        }
        catch (Exception exception)
        {
            return exception is OperationCanceledException cancelled
                ? Task.FromCanceled<T>(cancelled.CancellationToken)
                : Task.FromException<T>(exception);
        }
    }

    protected ValueTask SendValue(PlainCall call) => new(Send(call));

    protected ValueTask<T> SendValue<T>(Call<T> call) => new(Send(call));

    protected Task SendOneWay(PlainCall call)
    {
        try
        {
            Prepare(call);
            Enqueue(call);
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return NotSent(exception);
        }
    }

    protected ValueTask SendValueOneWay(PlainCall call) => new(SendOneWay(call));

    /// <summary>True if the answer is there already, as the task the grain returned.</summary>
    private bool SendOff(Call call)
    {
        Prepare(call);
        if (TurnQueue.Running is null)
        {
            if (MailboxNow().TryRunInline(call))
                return call.EndedInline;
        }
        call.ExpectAnswer();
        Destination.Engine.Watch(call);
        Enqueue(call);
        return false;
    }

    private void Prepare(Call call)
    {
        GrainEngine engine = Destination.Engine;
        if (engine.Copier is { } copier)
        {
            copier.CopyArguments(call);
            call.Copier = copier;
        }
        if (call.Method.TakesToken)
            call.LinkToken();
        call.Chain = RequestContext.CurrentChain;
        call.MakeTurn();
    }

    private void Enqueue(Call call)
    {
        try
        {
            while (!MailboxNow().TryEnqueue(call)) { }
        }
        catch
        {
            call.Unwatch();
            throw;
        }
    }

    private static Task NotSent(Exception exception) =>
        exception is OperationCanceledException cancelled
            ? Task.FromCanceled(cancelled.CancellationToken)
            : Task.FromException(exception);

    private Mailbox MailboxNow()
    {
        Mailbox? mailbox = _mailbox;
        if (mailbox is not null && !mailbox.IsGone)
            return mailbox;
        mailbox = Destination.Find();
        if (Destination.IsLasting)
            _mailbox = mailbox;
        return mailbox;
    }
}
