using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Hubs.LocalSilo.Runtime;

/// <summary>
/// Generates, once per interface and process, a reference class that implements it and a call class per method that holds the arguments,
/// so that a call costs no reflection and no boxing.
/// </summary>
internal static class ReferenceFactory
{
    private static readonly ConcurrentDictionary<Type, Lazy<Func<GrainReference>>> s_factories =
        new();

    public static GrainReference Create(Type grainInterface, Destination destination)
    {
        GrainReference reference = s_factories
            .GetOrAdd(grainInterface, static type => new(() => Generate(type)))
            .Value();
        reference.Destination = destination;
        return reference;
    }

    private static Func<GrainReference> Generate(Type grainInterface)
    {
        if (!grainInterface.IsInterface)
            throw new ArgumentException($"{grainInterface} is not an interface.");
        MethodInfo[] methods =
        [
            .. grainInterface
                .GetInterfaces()
                .Append(grainInterface)
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
                .Where(method => method.IsAbstract),
        ];
        foreach (MethodInfo method in methods)
            MustBeCallable(method);

        var assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName($"References.{grainInterface.FullName}"),
            AssemblyBuilderAccess.Run
        );
        // Interfaces and messages may be internal to their assemblies.
        ConstructorInfo mayAccess = typeof(IgnoresAccessChecksToAttribute).GetConstructor([
            typeof(string),
        ])!;
        foreach (string name in AssembliesOf(grainInterface, methods))
            assembly.SetCustomAttribute(new CustomAttributeBuilder(mayAccess, [name]));
        ModuleBuilder module = assembly.DefineDynamicModule("References");

        TypeBuilder reference = module.DefineType(
            $"{grainInterface.Name}Reference",
            TypeAttributes.Public | TypeAttributes.Sealed,
            typeof(GrainReference),
            [grainInterface]
        );
        for (int i = 0; i < methods.Length; i++)
        {
            ConstructorInfo call = CallClass.Generate(
                module,
                methods[i],
                i,
                out FieldInfo[] arguments
            );
            ImplementMethod(reference, methods[i], call, arguments);
        }
        Type generated = reference.CreateType();
        return Expression.Lambda<Func<GrainReference>>(Expression.New(generated)).Compile();
    }

    private static void ImplementMethod(
        TypeBuilder reference,
        MethodInfo method,
        ConstructorInfo call,
        FieldInfo[] arguments
    )
    {
        Type[] parameters = [.. method.GetParameters().Select(p => p.ParameterType)];
        MethodBuilder builder = reference.DefineMethod(
            $"{method.DeclaringType!.Name}.{method.Name}",
            MethodAttributes.Private
                | MethodAttributes.Virtual
                | MethodAttributes.Final
                | MethodAttributes.HideBySig
                | MethodAttributes.NewSlot,
            method.ReturnType,
            parameters
        );
        ILGenerator il = builder.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newobj, call);
        for (int i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, i + 1);
            if (parameters[i].IsInterface && parameters[i].IsAssignableTo(typeof(IAddressable)))
                il.Emit(
                    OpCodes.Call,
                    typeof(GrainReference)
                        .GetMethod(nameof(GrainReference.MustBeReference))!
                        .MakeGenericMethod(parameters[i])
                );
            il.Emit(OpCodes.Stfld, arguments[i]);
        }
        il.Emit(OpCodes.Call, SendFor(method));
        il.Emit(OpCodes.Ret);
        reference.DefineMethodOverride(builder, method);
    }

    private static MethodInfo SendFor(MethodInfo method)
    {
        bool isOneWay = method.IsDefined(typeof(OneWayAttribute));
        bool isValue = ReturnTypes.IsValueTask(method.ReturnType);
        string name = (isValue ? "SendValue" : "Send") + (isOneWay ? "OneWay" : "");
        Type? result = ReturnTypes.ResultOf(method.ReturnType);
        MethodInfo send = typeof(GrainReference)
            .GetMethods(BindingFlags.NonPublic | BindingFlags.Instance)
            .Single(m => m.Name == name && m.IsGenericMethod == result is not null);
        return result is null ? send : send.MakeGenericMethod(result);
    }

    private static void MustBeCallable(MethodInfo method)
    {
        string name = $"{method.DeclaringType!.FullName}.{method.Name}";
        if (!ReturnTypes.IsTask(method.ReturnType))
            throw new NotSupportedException(
                $"{name} returns {method.ReturnType.Name}; grain methods return Task, Task<T>, ValueTask or ValueTask<T>."
            );
        if (method.IsGenericMethod || method.GetParameters().Any(p => p.ParameterType.IsByRef))
            throw new NotSupportedException($"{name} is generic or has a ref parameter.");
        if (
            method.IsDefined(typeof(OneWayAttribute))
            && ReturnTypes.ResultOf(method.ReturnType) is not null
        )
            throw new NotSupportedException($"{name} is one-way, so it cannot return a value.");
    }

    private static HashSet<string> AssembliesOf(Type grainInterface, MethodInfo[] methods)
    {
        HashSet<string> names = [typeof(GrainReference).Assembly.GetName().Name!];
        Add(grainInterface);
        foreach (MethodInfo method in methods)
        {
            Add(method.DeclaringType!);
            Add(method.ReturnType);
            foreach (ParameterInfo parameter in method.GetParameters())
                Add(parameter.ParameterType);
        }
        return names;

        void Add(Type type)
        {
            names.Add(type.Assembly.GetName().Name!);
            if (type.HasElementType)
                Add(type.GetElementType()!);
            foreach (Type argument in type.GetGenericArguments())
                Add(argument);
        }
    }
}
